/** How far below or above what is seen a part of the text may be when it is built. */
const MARGIN = '600px';

/** Calls `build` once, when `host` comes near to what is seen: a long chapter opens at once. Returns what calls it off. */
export function whenNear(host: HTMLElement, build: () => void): () => void {
  host.classList.add('lesson-unbuilt');
  let observer: IntersectionObserver | null = null;
  let stopped = false;
  // Whoever calls puts the host into its place afterwards.
  queueMicrotask(() => {
    if (stopped) return;
    observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer?.disconnect();
        host.classList.remove('lesson-unbuilt');
        build();
      },
      // A margin of the window's own would end at the edges of the column that scrolls.
      { root: host.closest('.lesson-scroll'), rootMargin: MARGIN },
    );
    observer.observe(host);
  });
  return () => {
    stopped = true;
    observer?.disconnect();
  };
}
