import type id from './id';

const en: Record<keyof typeof id, string> = {
  'map.schematic': 'Schematic map, boundaries not imported yet',
  'map.by_code': 'In order of area codes, boundaries not imported',
  'areas.title': 'Map of areas',
  'areas.hint': 'Boundaries turn the overview into a map. Without them Bina uses a schematic map and a list.',
  'areas.import': 'Import boundaries',
  'areas.choose': 'Choose a GeoJSON or TopoJSON file',
  'areas.drop': 'Drop the file of boundaries here, or',
  'areas.format':
    'Each shape needs a property "code" with the Kemendagri code, for example 33.16.09 for a district or 33.16.09.2001 for a village.',
  'areas.importing': 'Importing {name}',
  'areas.imported': '{n} {n#area matches|areas match} and {n#is|are} on the map.',
  'areas.unmatched': '{n} {n#code is|codes are} not known and left out',
  'areas.missing': '{n} {n#area has|areas have} no boundary yet',
  'areas.now': 'The map now',
  'areas.none': 'No boundaries yet',
  'areas.none_hint': 'The overview uses a schematic map until boundaries are imported.',
  'areas.remove': 'Remove boundaries',
  'areas.remove_title': 'Remove the boundaries of {place}?',
  'areas.remove_what':
    'The map becomes schematic again. Businesses do not change. Boundaries can be imported again at any time.',
  'areas.removed': 'The boundaries were removed.',
  'areas.map_label': 'Map of {place}',
  'areas.no_boundaries': 'No boundaries have been imported yet.',
  'areas.not_found': 'This area is not among the Kemendagri codes.',
};

export default en;
