/** To the first entry that is at fault; a closed part of the form that holds it opens. */
export function focusFault(form: HTMLElement): void {
  const entry = form.querySelector<HTMLElement>('[aria-invalid="true"]');
  const fault = entry ?? form.querySelector<HTMLElement>('[role="alert"]');
  for (let part = fault?.closest('details'); part; part = part.parentElement?.closest('details'))
    part.open = true;
  (entry?.querySelector('input') ?? entry)?.focus({ preventScroll: true });
  fault?.scrollIntoView({ block: 'center' });
}
