/** What words do in names: the tables of src/linkage/words.cc, which a test compares with these. */

export type OwnerRole =
  | 'plain'
  | 'honorific'
  | 'title'
  | 'dotted_title'
  | 'degree'
  | 'child_of'
  | 'alias'
  | 'particle'
  | 'birth_order';
export type BusinessRole = 'name' | 'legal' | 'kind' | 'honorific' | 'filler';

export interface KnownWord {
  owner: OwnerRole;
  business: BusinessRole;
  /** Groups of kinds, a bit for each: businesses whose kinds share none are of different kind. */
  kinds: number;
  /** How many of 1,000 owners carry it. */
  permille: number;
  /** The one spelling that stands for many. */
  standard: string;
}

const kindBits = {
  shop: 1,
  food: 2,
  workshop: 4,
  beauty: 8,
  textile: 16,
  craft: 32,
  laundry: 64,
  farm: 128,
  print: 256,
  transport: 512,
  telephone: 1024,
  building: 2048,
} as const;

const ownerWords: readonly (readonly [OwnerRole, BusinessRole, string])[] = [
  [
    'honorific',
    'honorific',
    'bpk bapak pak bp ibu bu ny nyonya tn tuan nn sdr sdri saudara saudari mas mbak mba mb mbah mbok mbo ' +
      'mak emak bang kang yu om tante bude budhe pakde pakdhe bulek paklik cak ning gus uda uni bli alm ' +
      'almh almarhum almarhumah',
  ],
  [
    'title',
    'honorific',
    'hj haji hajah hajjah kh kyai kiai ustadz ustad ustadzah ust ustz drs dra drg drh prof rr rm rngt tgk',
  ],
  ['dotted_title', 'honorific', 'h r ra tb ki hi ir dr'],
  [
    'degree',
    'name',
    'spd spdi spdsd sh se sei skom st sag ssos sp spt skm skep sked sip ssi ssn ss stp sth spsi sfarm ' +
      'sikom shut sst sab sap sak shi apt ns amd amdkeb amdkep ama mpd mpdi mm mt msi mh mkom mkes mag msc ' +
      'ma mp map mhum phd bsc ba',
  ],
  ['child_of', 'name', 'bin binti binte bt bn'],
  ['alias', 'name', 'alias als dkk'],
  ['particle', 'name', 'i ni'],
  ['birth_order', 'name', 'wayan made nyoman ketut gede gde putu kadek komang nengah gusti luh ngurah dewa'],
];

const spellings: Record<string, string> = {
  muhammad:
    'mohammad muhamad mohamad mohamed mohammed muhammed mochammad mochamad muchammad muchamad mokhamad ' +
    'mokhammad mukhamad mukhammad muhamat mohamat mahammad muh moh moch much mokh mukh mohd muhd mhd',
  ahmad: 'achmad akhmad ahmat ahamad ahmed akmad achmat ach akh ahm',
  siti: 'sitti sity sitie st',
  nur: 'noor noer nor',
  abdul: 'abd abdoel abdl abdoul',
  sri: 'srie srii',
  toko: 'tk',
  warung: 'wr wrg war',
  kios: 'kiosk',
  kelontong: 'klontong',
  sayur: 'sayuran',
  makan: 'makanan',
  angkringan: 'hik wedangan',
  katering: 'catering',
  cafe: 'kafe',
  resto: 'restoran',
  mie: 'mi',
  jajan: 'jajanan',
  roti: 'bakery',
  camilan: 'cemilan',
  keripik: 'kripik',
  krupuk: 'kerupuk',
  servis: 'service',
  barbershop: 'barber',
  penjahit: 'jahit tailor taylor menjahit',
  modiste: 'modes',
  pakaian: 'baju',
  laundry: 'londri laundri binatu',
  mebel: 'meubel meubeler furniture',
  kerajinan: 'handicraft craft',
  ternak: 'peternakan peternak',
  budidaya: 'pembudidaya',
  fotokopi: 'fotocopy',
  foto: 'photo',
  konter: 'counter',
  cell: 'cellular seluler',
  ponsel: 'hp handphone',
};

const businessWords: readonly (readonly [BusinessRole, string, string])[] = [
  [
    'legal',
    '',
    'ud cv pt pd fa firma po kop koperasi kud kub kube kwt poktan gapoktan perum bumdes tbk ukm umkm ikm ' +
      'kelompok yayasan persero perusahaan',
  ],
  [
    'filler',
    '',
    'dan milik di the usaha aneka jasa serba jual jualan penjual menjual dagang pedagang berdagang bisnis ' +
      'produksi pembuat pembuatan rumahan home industri keliling online shop store khas asli',
  ],
  ['kind', 'shop food', 'warung wr wrg war lapak depot kedai gerobak sayur sayuran buah bumbu'],
  [
    'kind',
    'shop',
    'toko tk kios kiosk kelontong klontong sembako grosir agen pangkalan minimarket swalayan gas bensin ' +
      'obat plastik mainan',
  ],
  ['kind', 'shop farm', 'beras pengepul pertanian telur'],
  [
    'kind',
    'food',
    'rm rumah makan makanan angkringan hik wedangan katering catering kantin cafe kafe resto restoran ' +
      'nasi bakso mie mi soto sate kopi jus es teh susu jamu minuman kuliner jajan jajanan gorengan goreng ' +
      'bakar kue roti bakery snack camilan cemilan keripik kripik krupuk kerupuk tahu tempe pecel gado ' +
      'rujak martabak donat seblak cilok batagor siomay pentol sosis burger pizza bubur lotek gudeg timlo ' +
      'rawon tengkleng geprek penyetan penyet dawet pempek lontong gule tongseng',
  ],
  ['kind', 'food farm shop', 'ayam ikan bebek lele kambing jamur'],
  ['kind', 'food craft textile', 'pabrik'],
  ['kind', 'workshop', 'bengkel tambal ban servis service'],
  ['kind', 'workshop transport', 'motor mobil'],
  ['kind', 'workshop laundry', 'cuci'],
  ['kind', 'workshop shop', 'elektronik'],
  ['kind', 'beauty', 'salon barbershop barber pangkas rambut potong cukur rias pijat spa'],
  ['kind', 'beauty shop', 'kosmetik'],
  ['kind', 'textile', 'penjahit jahit tailor taylor menjahit modiste modes konveksi tenun bordir'],
  ['kind', 'textile shop', 'butik busana batik pakaian baju fashion hijab kain sandal sepatu'],
  ['kind', 'textile print', 'sablon'],
  ['kind', 'laundry', 'laundry londri laundri binatu'],
  [
    'kind',
    'craft',
    'mebel meubel meubeler furniture kerajinan anyaman ukir handicraft craft souvenir gerabah',
  ],
  ['kind', 'craft building', 'kayu'],
  ['kind', 'building', 'genteng batako material aluminium kaca'],
  ['kind', 'building shop', 'bangunan'],
  ['kind', 'building workshop', 'las'],
  ['kind', 'farm', 'ternak peternakan peternak sapi budidaya pembudidaya kolam tani bibit tanaman'],
  ['kind', 'print', 'percetakan fotokopi fotocopy foto photo copy'],
  ['kind', 'print shop', 'atk'],
  ['kind', 'transport', 'ojek rental travel angkutan becak'],
  ['kind', 'telephone', 'konter counter pulsa ponsel cell cellular seluler hp handphone'],
];

const frequencies: readonly (readonly [number, string])[] = [
  [60, 'muhammad'],
  [40, 'siti sri nur'],
  [15, 'ahmad agus tri abdul wati'],
  [10, 'endang slamet eko joko budi dewi wayan made nyoman ketut yuli dwi sari ningsih'],
  [
    6,
    'lestari rahayu handayani wahyuni santoso setiawan hidayat susanti astuti putri rina sumiati suparti ' +
      'tutik bambang wahyu',
  ],
  [
    4,
    'sutrisno suparman sugeng mulyani aminah fatimah kartini purwanti yanti tini yani wiji suryani nurul ' +
      'umi',
  ],
];

const table = new Map<string, KnownWord>();
function change(words: string, part: Partial<KnownWord>): void {
  for (const word of words.split(' ')) {
    const known = table.get(word) ?? plainWord(word);
    table.set(word, Object.assign(known, part));
  }
}
function plainWord(word: string): KnownWord {
  return { owner: 'plain', business: 'name', kinds: 0, permille: 0, standard: word };
}

for (const [owner, business, words] of ownerWords) change(words, { owner, business });
for (const [business, kinds, words] of businessWords) {
  const names = kinds === '' ? [] : (kinds.split(' ') as (keyof typeof kindBits)[]);
  change(words, { business, kinds: names.reduce((sum, name) => sum | kindBits[name], 0) });
}
for (const [standard, words] of Object.entries(spellings)) change(words, { standard });
for (const [permille, words] of frequencies) change(words, { permille });

/** Unknown words are plain names. */
export const knownWord = (folded: string): KnownWord => table.get(folded) ?? plainWord(folded);
export const knownWords = (): string[] => [...table.keys()];
