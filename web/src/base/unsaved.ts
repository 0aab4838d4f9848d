import { router } from './router.svelte';

/** While a screen is open on which something may be typed: leaving it asks first, whichever way. */
export function guardTyped(isTyped: () => boolean, ask: () => boolean): () => void {
  const beforeunload = (event: BeforeUnloadEvent): void => {
    if (isTyped()) event.preventDefault();
  };
  const mayLeave = (): boolean => !isTyped() || ask();
  addEventListener('beforeunload', beforeunload);
  router.mayLeave = mayLeave;
  return () => {
    removeEventListener('beforeunload', beforeunload);
    if (router.mayLeave === mayLeave) router.mayLeave = undefined;
  };
}
