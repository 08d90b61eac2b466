/** How far below or above what is seen a part of the text may be when it is built. */
const MARGIN = '600px';

/** Calls `build` once, when `host` comes near to what is seen: a long chapter opens at once. Returns what calls it off. */
export function whenNear(host: HTMLElement, build: () => void): () => void {
  host.classList.add('lesson-unbuilt');
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      host.classList.remove('lesson-unbuilt');
      build();
    },
    { rootMargin: MARGIN },
  );
  observer.observe(host);
  return () => observer.disconnect();
}
