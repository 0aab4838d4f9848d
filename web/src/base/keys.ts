/** Keyboard rules shared by every list. Letters never act while a person types. */

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'submit', 'file'].includes(target.type)
  );
}

export const hasModifier = (event: KeyboardEvent): boolean => event.ctrlKey || event.metaKey || event.altKey;

/** A dialog or an open list takes the keys for itself. */
export const isModal = (): boolean => document.querySelector('dialog[open], [data-takes-keys]') !== null;

/** The focus goes on to something outside of what holds it: a card that is open there would only cover it. */
export const leaves = (place: HTMLElement, { relatedTarget }: FocusEvent): boolean =>
  relatedTarget instanceof Node && !place.contains(relatedTarget);

/** The row to which a key moves: j and k, arrows, Home and End; undefined if the key moves nothing. */
export function rowAfter(key: string, current: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case 'j':
    case 'ArrowDown':
      return Math.min(current + 1, count - 1);
    case 'k':
    case 'ArrowUp':
      return Math.max(current - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
