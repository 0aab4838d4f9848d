/** To the entry at `path`, or what is at fault in it; false if it is not on the page. */
export function focusEntry(page: HTMLElement | undefined, path: string): boolean {
  const part = page?.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);
  if (!part) return false;
  const control =
    part.querySelector<HTMLElement>('[aria-invalid="true"]') ??
    part.querySelector<HTMLElement>('input:not(:disabled), textarea, button');
  (part.tabIndex === -1 && part.hasAttribute('tabindex') ? part : (control ?? part)).focus({
    preventScroll: true,
  });
  part.scrollIntoView({ block: 'center' });
  return true;
}
