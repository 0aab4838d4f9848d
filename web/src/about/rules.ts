/** The limits of the size classes as the help page shows them; the server classifies by its own rows of law. */
export interface ClassRule {
  name: string;
  measure: 'sales' | 'capital' | 'assets' | 'workers';
  /** Whole rupiah, or persons: the largest that still belongs to micro, small, medium. */
  limits: [number, number, number];
  governs: boolean;
}

const million = 1_000_000;
const billion = 1_000 * million;

export const classRules: ClassRule[] = [
  {
    name: 'PP 7/2021 Pasal 35 ayat (6)',
    measure: 'sales',
    limits: [2 * billion, 15 * billion, 50 * billion],
    governs: true,
  },
  {
    name: 'PP 7/2021 Pasal 35 ayat (3)',
    measure: 'capital',
    limits: [billion, 5 * billion, 10 * billion],
    governs: true,
  },
  {
    name: 'UU 20/2008 Pasal 6',
    measure: 'assets',
    limits: [50 * million, 500 * million, 10 * billion],
    governs: false,
  },
  {
    name: 'UU 20/2008 Pasal 6',
    measure: 'sales',
    limits: [300 * million, 2_500 * million, 50 * billion],
    governs: false,
  },
  { name: 'BPS', measure: 'workers', limits: [4, 19, 99], governs: false },
];

/** "5 sampai 19": the range of persons of a class. */
export const rangeOf = (limits: readonly number[], step: number): [number, number] => [
  step === 0 ? 1 : limits[step - 1]! + 1,
  limits[step]!,
];
