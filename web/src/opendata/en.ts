import type id from './id';

const en: Record<keyof typeof id, string> = {
  'opendata.title': 'Open data',
  'opendata.hint':
    'Tables of indicators in the form of Satu Data (Perpres 39/2019): area code, level, title, unit, year, period, data, status, with their description.',
  'opendata.csv': 'Download table (CSV)',
  'opendata.metadata': 'Download metadata (JSON)',
  'opendata.indicator': 'Indicator',
  'opendata.level': 'Level',
  'opendata.from': 'From year',
  'opendata.to': 'To year',
  'opendata.formula': 'Formula: {formula}. Unit: {unit}.',
  'opendata.code': 'Code',
  'opendata.name': 'Area',
  'opendata.year': 'Year',
  'opendata.value': 'Value',
  'opendata.status': 'Status',
  'opendata.final': 'Final',
  'opendata.so_far': 'So far, as of {day}',
};

export default en;
