/** What a browser says of itself, in the words of its owner: "Chrome · Android". */

const browsers: readonly [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\//, 'Firefox'],
  [/\bChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux|X11/, 'Linux'],
];

const first = (list: readonly [RegExp, string][], text: string): string | undefined =>
  list.find(([pattern]) => pattern.test(text))?.[1];

/** Empty when it cannot be told. */
export function deviceName(agent: string): string {
  const parts = [first(browsers, agent), first(systems, agent)].filter((one) => one !== undefined);
  return parts.length > 0 ? parts.join(' · ') : (agent.split(/[ /]/)[0] ?? '');
}
