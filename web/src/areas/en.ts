import type id from './id';

const en: Record<keyof typeof id, string> = {
  'map.schematic': 'Schematic map, boundaries not imported yet',
  'map.by_code': 'In order of area codes, boundaries not imported',
  'areas.title': 'Map of areas',
  'areas.hint': 'Boundaries turn the overview into a map. Without them Bina uses a schematic map and a list.',
  'areas.import': 'Import boundaries',
  'areas.choose': 'Choose a GeoJSON or TopoJSON file',
  'areas.format':
    'Each shape needs a property "code" with the Kemendagri code, for example 33.16.09 for a district or 33.16.09.2001 for a village.',
  'areas.importing': 'Importing {name}',
  'areas.imported': '{n} {n#area matches|areas match} and {n#is|are} on the map.',
  'areas.unmatched': '{n} {n#code is|codes are} not known and left out',
  'areas.missing': '{n} {n#area has|areas have} no boundary yet',
  'areas.now': 'The map now',
  'areas.remove': 'Remove boundaries',
  'areas.remove_title': 'Remove the boundaries of {place}?',
  'areas.remove_what':
    'The map becomes schematic again. Businesses do not change. Boundaries can be imported again at any time.',
  'areas.removed': 'The boundaries were removed.',
  'areas.map_label': 'Map of {place}',
  'areas.no_boundaries': 'No boundaries have been imported yet.',
  'areas.not_found': 'This area is not among the Kemendagri codes.',

  'areas.not_boundaries':
    'This file is neither GeoJSON nor TopoJSON. Nothing has changed; choose a file of boundaries.',
  'areas.no_codes': 'No shape has a code of this regency. Nothing has changed; check the property "code".',
  'areas.not_degrees':
    'Its coordinates are not degrees. Nothing has changed; save the file in WGS 84 (EPSG:4326).',
  'areas.boundary_too_large':
    'The file of boundaries is too large. Nothing has changed; simplify its lines, then import it again.',
};

export default en;
