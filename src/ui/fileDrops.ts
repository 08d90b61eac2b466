/** Files dropped anywhere on the page. */

/** Calls `onFile` for the first file of a drop, and marks the page while one is over it. */
export function acceptDrops(onFile: (file: File) => void): void {
  const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
  const mark = (over: boolean): void => {
    document.body.classList.toggle('dropping', over);
  };
  document.addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    mark(true);
  });
  document.addEventListener('dragleave', (event) => {
    // Between elements of the page there is a related target; out of the window there is none.
    if (event.relatedTarget === null) mark(false);
  });
  document.addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    mark(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (file !== undefined) onFile(file);
  });
}
