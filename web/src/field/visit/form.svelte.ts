import { SvelteSet } from 'svelte/reactivity';
import { judged, type Fault, type Judge } from './faults';
import { Keeper } from './keeper.svelte';
import { outcomeOf } from './outcome';
import type { Answer, Draft, Found, Target, VisitPort } from './port';
import { prefilled } from './prefill';
import { questionsOf, readQuestionnaire, type Question } from './questionnaire';
import { finished, halfSaid } from './sendable';
import { faultsOn, stepOf, stepsOf, type Step } from './steps';

/** What stands on which page, what is wrong with it, and where one is. */
export class VisitForm {
  draft: Draft;
  readonly port: VisitPort;
  readonly judge: Judge;
  readonly keeper: Keeper;
  /** Paths whose faults may be shown: one is not told of what one has not come to yet. */
  readonly seen = new SvelteSet<string>();
  /** Remarks that stand although they are odd. */
  readonly confirmed = new SvelteSet<string>();
  /** A page was left with faults once; the next press goes on. */
  warned = $state('');
  /** Photos that are being made small: nothing is sent without them. */
  shrinking = $state(0);
  sent = $state<'' | 'sending' | 'done' | 'full'>('');
  /** What was kept last, so that opening a visit changes nothing. */
  #kept: string;
  /** The business as it was entered before one of the pack was taken for it. */
  #foundBefore: Found | undefined = $state.raw();

  constructor(port: VisitPort) {
    this.port = port;
    const draft = $state(structuredClone(port.draft));
    this.draft = draft;
    this.#kept = JSON.stringify(port.draft);
    this.judge = {
      questionnaire: readQuestionnaire(port.questionnaire),
      context: { regency: draft.regency, today: port.today },
      targets: new Set(port.targets.map((target) => target.id)),
    };
    this.keeper = new Keeper((kept) => port.save(kept));
  }

  readonly #judged = $derived.by(() => judged(this.draft, this.judge));
  readonly faults = $derived(this.#judged.faults);
  readonly steps = $derived.by(() => stepsOf(this.draft, this.judge.questionnaire, this.#judged.checked));
  readonly step: Step = $derived.by(
    () => this.steps.find((step) => step.name === this.draft.step) ?? this.steps[0]!,
  );
  readonly index = $derived(this.steps.indexOf(this.step));
  /** What the server refused and this phone does not find wrong any more: told, and no hindrance. */
  readonly refused = $derived.by(() =>
    (this.port.faults ?? []).filter(({ path }) => !this.faults.some((fault) => path.startsWith(fault.path))),
  );
  readonly isLast = $derived(this.step.name === 'summary');
  readonly answered = $derived(Object.keys(this.#judged.checked.answers).length);
  readonly answeredPhotos = $derived.by(() =>
    questionsOf(this.judge.questionnaire)
      .filter(({ kind }) => kind === 'photo')
      .reduce((sum, { id }) => sum + (this.#judged.checked.answers[id]?.length ?? 0), 0),
  );
  /** Odd answers that nobody has confirmed. */
  readonly remarks = $derived(
    this.#judged.checked.remarks
      .map(({ question, check }) => ({ question, check, at: `${question}.${check}` }))
      .filter(({ at }) => !this.confirmed.has(at)),
  );
  readonly target: Target | undefined = $derived.by(
    () => this.port.targets.find((target) => target.id === this.draft.target) ?? this.port.target,
  );
  readonly name = $derived.by(() => this.draft.found?.name || this.target?.name || '');

  /** How many entries of this page keep one a moment. */
  readonly waits = $derived(
    this.warned === this.step.name ? faultsOn(this.step, this.faults, this.steps).length : 0,
  );

  /** What is to be said beside an entry now. */
  faultOf(path: string): Fault | undefined {
    return this.seen.has(path) ? this.faults.find((fault) => fault.path === path) : undefined;
  }

  remarksOf(question: Question): { at: string; message: string }[] {
    if (!this.seen.has(`answers.${question.id}`)) return [];
    return this.remarks
      .filter((remark) => remark.question === question.id)
      .map(({ at, check }) => ({ at, message: question.checks[check]!.message }));
  }

  /** Called by an effect, so that every change is kept. */
  keep(): void {
    const draft = halfSaid($state.snapshot(this.draft) as Draft);
    const text = JSON.stringify(draft);
    if (text === this.#kept) return;
    this.#kept = text;
    this.keeper.change(draft);
  }

  see(path: string): void {
    this.seen.add(path);
  }

  values(question: string): readonly string[] {
    return this.draft.answers[question]?.values ?? [];
  }

  text(question: string): string {
    return this.values(question)[0] ?? '';
  }

  /** Nothing entered is no answer. */
  answer(question: string, answer: Answer): void {
    const { values, rows, place } = answer;
    if (values?.length || rows?.length || place) this.draft.answers[question] = answer;
    else delete this.draft.answers[question];
  }

  setText(question: string, text: string): void {
    this.answer(question, { values: text === '' ? [] : [text] });
  }

  setFound(field: keyof Found, text: string): void {
    if (this.draft.found) this.draft.found[field] = text;
  }

  /** Photos come when they are small, wherever one is by then: what is there is changed, not what was. */
  changePhotos(question: string, change: (photos: readonly string[]) => string[]): void {
    if (question === '') this.draft.photos = change(this.draft.photos);
    else this.answer(question, { values: change(this.values(question)) });
  }

  chooseOutcome(name: string): void {
    this.draft.outcome = name;
    if (outcomeOf(name)?.asks && this.draft.consent === false) delete this.draft.consent;
  }

  /** Who refuses is visited all the same: that is recorded, and nothing else. */
  consent(given: boolean): void {
    this.draft.consent = given;
    const { found, outcome, answers } = this.draft;
    if (given) {
      const known = prefilled(this.judge.questionnaire, found ?? this.target, outcome, answers);
      Object.assign(answers, known);
    } else {
      this.draft.outcome = 'refused';
    }
  }

  /** The business met on the way is one of the pack. */
  take(target: Target): void {
    this.#foundBefore = $state.snapshot(this.draft.found);
    this.draft.target = target.id;
    delete this.draft.found;
  }

  /** Once more is said than a name, the visit stands where it stands, at the office as well. */
  readonly mayTake = $derived.by(() => this.draft.base === undefined && this.draft.outcome === '');
  readonly mayGiveBack = $derived(this.#foundBefore !== undefined);

  /** It is another one after all. */
  giveBack(): void {
    if (!this.#foundBefore) return;
    this.draft.target = this.port.draft.target;
    this.draft.found = this.#foundBefore;
    this.#foundBefore = undefined;
  }

  go(name: string): void {
    this.warned = '';
    this.draft.step = name;
    void this.keeper.flush();
  }

  /** Where the entry stands, with its fault shown. */
  goTo(path: string): void {
    this.see(path);
    this.go(stepOf(path, this.steps).name);
  }

  /** The faults that keep one on this page for a moment; without any, the next page is open. */
  next(): Fault[] {
    const here = faultsOn(this.step, this.faults, this.steps);
    const waits = here.length > 0 && this.warned !== this.step.name;
    for (const fault of here) this.see(fault.path);
    if (waits) {
      this.warned = this.step.name;
      return here;
    }
    this.go(this.steps[this.index + 1]?.name ?? 'summary');
    return [];
  }

  /** There may be room again. */
  async again(): Promise<void> {
    if ((await this.keeper.flush()) && this.sent === 'full') await this.send();
  }

  /** False on the first page. */
  back(): boolean {
    const before = this.steps[this.index - 1];
    if (before) this.go(before.name);
    return before !== undefined;
  }

  async leave(): Promise<void> {
    if (await this.keeper.flush()) this.port.leave();
  }

  async send(): Promise<void> {
    if (this.faults.length > 0 || this.shrinking > 0 || this.sent === 'sending') return;
    this.sent = 'sending';
    const draft = $state.snapshot(this.draft) as Draft;
    await this.keeper.flush();
    try {
      await this.port.submit(finished(draft, this.judge.questionnaire, this.judge.context));
      this.keeper.forget();
      this.sent = 'done';
    } catch {
      this.sent = 'full';
    }
  }
}
