import { hasModifier, isModal, isTyping, rowAfter } from './keys';

const rowLinks = (list: ParentNode): HTMLElement[] => [
  ...list.querySelectorAll<HTMLElement>('[data-row-link]'),
];

/**
 * Attached to a list: j and k move the focus from one row's link to the next, so Enter opens it as with any link.
 * Arrows, Home and End do the same once a row has the focus; before, they scroll the page.
 */
export function listKeys(list: HTMLElement): () => void {
  const onkeydown = (event: KeyboardEvent): void => {
    if (isTyping(event.target) || hasModifier(event) || isModal()) return;
    const links = rowLinks(list);
    const current = links.indexOf(document.activeElement as HTMLElement);
    if (current < 0 && !['j', 'k'].includes(event.key)) return;
    const target = rowAfter(event.key, current, links.length);
    if (target === undefined) return;
    event.preventDefault();
    focusRow(links[target]);
  };
  window.addEventListener('keydown', onkeydown);
  return () => window.removeEventListener('keydown', onkeydown);
}

/** From the search field into the list below it. */
export function focusFirstRow(): void {
  focusRow(rowLinks(document)[0]);
}

function focusRow(link: HTMLElement | undefined): void {
  link?.focus({ preventScroll: true });
  link?.closest('tr, li')?.scrollIntoView({ block: 'nearest' });
}
