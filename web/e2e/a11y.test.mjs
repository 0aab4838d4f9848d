// Every screen, light and dark, wide and narrow: axe finds nothing, nothing scrolls sideways, thumbs find their targets.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { phone } from './browser.mjs';
import { eachScreen } from './each-screen.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const everything = {
  runOnly: {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  },
};
/** Colours are all that a dark screen has of its own. */
const colours = { runOnly: { type: 'rule', values: ['color-contrast'] } };

eachScreen(async (page) => {
  await page.evaluate(axe);
  assert.deepEqual(await violations(page, everything), [], 'wide');
  await paint(page, 'dark');
  assert.deepEqual(await violations(page, colours), [], 'dark');
  assert.ok((await sideways(page)) <= 0, 'wide: scrolls sideways');
  await paint(page, 'light');
  await page.setViewportSize(phone);
  assert.deepEqual(await violations(page, everything), [], 'narrow');
  assert.ok((await sideways(page)) <= 0, 'narrow: scrolls sideways');
  assert.deepEqual(await page.evaluate(smallTargets), []);
});

const paint = (page, theme) =>
  page.evaluate((name) => (document.documentElement.dataset.theme = name), theme);

const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

async function violations(page, options) {
  const found = await page.evaluate((given) => axe.run(document, given), options);
  return found.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map((node) => `${node.target} ${node.any[0]?.message ?? ''}`).join(' | ')}`,
  );
}

/** Controls that a thumb would miss. Links inside a sentence are as high as their line, and the file field is unseen. */
function smallTargets() {
  return [...document.querySelectorAll('a, button, select, input:not(.sr):not(.native)')]
    .filter(
      (one) =>
        one.checkVisibility() &&
        !one.closest('p, small, .source, thead, .skip, .crumbs, dd, h1, tr:has([data-row-link])'),
    )
    .map((one) => [one, (one.closest('label') ?? one).getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.height < 24 || box.width < 24))
    .map(
      ([one, box]) =>
        `${one.tagName} ${one.textContent.trim().slice(0, 20)} ${Math.round(box.width)}×${Math.round(box.height)}`,
    );
}
