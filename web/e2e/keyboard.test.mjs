// Every screen by the keyboard alone: each control is reached in turn, shows that it has the focus and is in sight; a
// dialog keeps the focus, Esc closes it, and the focus is back where it was.
import assert from 'node:assert/strict';
import { eachScreen } from './each-screen.mjs';
import { eventually } from './harness.mjs';

const stops_max = 400;
eachScreen(async (page) => {
  assert.deepEqual(await walk(page), []);
  const modal = () => page.locator('dialog[open]').count();
  if ((await modal()) === 0) return;
  await page.keyboard.press('Escape');
  await eventually(modal, 0);
  assert.equal(await page.evaluate(() => document.activeElement === document.body), false, 'focus is lost');
});

/** Tabs from the start of the page, or of its dialog, until the round is done; what is wrong on the way. */
async function walk(page) {
  await page.evaluate(prepareWalk);
  const faults = [];
  for (let stop = 0; stop < stops_max; stop++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(seeStop);
    if (found.round) return [...faults, ...(await page.evaluate(unseen))];
    faults.push(...found.faults);
  }
  return [...faults, `no end after ${stops_max} stops`];
}

function prepareWalk() {
  const root = document.querySelector('dialog[open]') ?? document.body;
  const controls =
    'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex="0"]';
  const left = new Set(
    [...root.querySelectorAll(controls)].filter(
      (one) =>
        one.tabIndex >= 0 &&
        one.checkVisibility({ visibilityProperty: true }) &&
        !one.closest('[inert]') &&
        (one.type !== 'radio' || one.checked || !document.querySelector(`[name="${one.name}"]:checked`)),
    ),
  );
  if (root !== document.body) left.delete(document.activeElement);
  window.walked = { root, left, first: undefined, rounds: 0 };
  if (root === document.body) {
    document.activeElement?.blur();
    getSelection()?.removeAllRanges();
    // The browser goes on from where the focus was last; the top of the page is before the first link.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  }
}

function seeStop() {
  const one = document.activeElement;
  const { root, left } = window.walked;
  // Between the last control and the first the focus is with the browser's own.
  if (one === document.body || one === document.documentElement || one === root)
    return { round: left.size === 0 || ++window.walked.rounds === 3, faults: [] };
  // A field of a date and time has stops of its own.
  if (window.walked.last === one) return { round: false, faults: [] };
  window.walked.last = one;
  if (window.walked.first === one) return { round: true, faults: [] };
  window.walked.first ??= one;
  left.delete(one);
  const name = `${one.tagName} ${(one.getAttribute('aria-label') ?? one.textContent).trim().slice(0, 40)} ${one.id}`;
  const faults = [];
  if (!root.contains(one)) faults.push(`${name}: outside the dialog`);
  const ringed = (box, part) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(box, part);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && outlineColor !== 'rgba(0, 0, 0, 0)';
  };
  let shown = ringed(one, '::after');
  for (let box = one, up = 0; box && up < 4; box = box.parentElement, up++) shown ||= ringed(box);
  const beside = one.nextElementSibling;
  if (!shown && !(beside && ringed(beside))) faults.push(`${name}: the focus is not shown`);
  const target = one.closest('label') ?? one;
  const box = target.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + Math.min(box.width, 24) / 2, 0), innerWidth - 1);
  const y = box.top + Math.min(box.height, 40) / 2;
  if (y < 0 || y > innerHeight || box.right < 0 || box.left > innerWidth)
    faults.push(`${name}: out of sight`);
  else {
    const top = document.elementFromPoint(x, y);
    const known = top && (target.contains(top) || top.contains(target) || top.parentElement.contains(one));
    if (top && !known) faults.push(`${name}: covered by ${top.tagName}.${top.className}`);
  }
  return { round: false, faults };
}

function unseen() {
  return [...window.walked.left].map(
    (one) =>
      `${one.tagName} ${(one.getAttribute('aria-label') ?? one.textContent).trim().slice(0, 40)} ${one.id}: not reached`,
  );
}
