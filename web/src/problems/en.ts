import type id from './id';

const en: Record<keyof typeof id, string> = {
  'linkage.bad_spec': 'The linkage specification is miswritten; see the lines named.',
  'linkage.repeated_id': 'The same id stands twice in one list.',
  'linkage.too_many_rows': 'This list is too long to be linked at once.',

  'http.busy': 'The server is very busy. Nothing has changed; wait a moment, then try again.',
  'http.too_many_connections': 'Too many connections from this computer. Close other tabs, then try again.',
  'http.too_many_requests': 'Too many requests from here. Wait a moment, then try again.',
  'http.timeout':
    'The transfer took too long and was cut. Nothing has changed; check the network, then try again.',
  'http.bad_request':
    'The server cannot read the request. Nothing has changed; reload the page, then try again.',
  'http.ambiguous_length': 'The request was damaged on its way. Nothing has changed; try again.',
  'http.bad_version': 'The browser or a proxy speaks in a way the server does not know. Update the browser.',
  'http.target_too_long': 'The address of the request is too long. Shorten the search or the filters.',
  'http.header_too_large': 'The request is too large. Delete the cookies of this site, then sign in again.',
  'http.too_many_headers': 'The request is too large. Delete the cookies of this site, then sign in again.',
  'http.bad_target': 'This address is not valid.',
  'http.not_found': 'What was asked for does not exist.',
  'http.method_not_allowed':
    'The server does not know this request. Reload the page; Bina may have been updated.',
  'http.csrf':
    'This request did not come from a page of Bina. Nothing has changed; reload the page, then try again.',
  'http.body_too_large':
    'The entry or file is beyond the limit of size. Nothing was saved; make it smaller or split it.',
  'http.upload_failed':
    'The server cannot take this file, perhaps its disk is full. Nothing was saved; tell the administrator.',
  'http.unsupported_type': 'The server does not accept this kind of content. Nothing has changed.',
  'http.bad_json': 'The server cannot read the entry. Nothing has changed; reload the page, then try again.',
  'http.bad_fields': 'Some entries do not fit. Nothing was saved; correct the marked ones.',
  'http.version_required': 'This page has been open too long. Reload it, then edit again.',
  'http.internal':
    'The server failed on this request. Nothing has changed. Try again; if it repeats, tell the administrator.',
  'http.cannot_listen': 'The server cannot use that address or port.',
  'http.bad_certificate': 'The TLS certificate of the server cannot be used.',
  'http.bad_assets': 'The files of the client on the server are incomplete.',
  'http.cannot_log': 'The server cannot write its log.',
  'storage.full': 'The disk of the server is full. Nothing was saved; tell the administrator.',
  'storage.read_only': 'The store can only be read at present. Nothing was saved; try again later.',
  'storage.unreachable': 'The server cannot reach its store. Nothing was saved; try again later.',
  'storage.busy': 'The store is busy. Nothing was saved; try again.',
  'storage.conflict': 'Somebody changed the same thing at the same moment. Nothing was saved; try again.',
  'storage.damaged': 'The store is damaged. Stop using it and tell the administrator.',
  'storage.failed': 'The store failed. Nothing was saved; tell the administrator.',
  'storage.migration_changed':
    'The layout of the store does not fit this version of Bina. Tell the administrator.',
  'storage.newer_store': 'The store was made by a newer Bina. Install the same version or a later one.',
  'storage.key_missing': 'The key of encryption is missing on the server. Tell the administrator.',
  'storage.key_wrong':
    'The key of encryption on the server does not belong to this store. Tell the administrator.',
  'storage.log_gap': 'What changed after this backup is not all there; the backup itself is whole.',
  'storage.stopped': 'The work was stopped. Nothing changed.',
  'storage.dump_failed': 'The program pg_dump or pg_restore is missing or failed. Tell the administrator.',
  'storage.key_unknown': 'There is no key with that number, or it is the one in use.',
  'storage.key_in_use': 'Something is still sealed with that key. Seal everything anew first.',
  'storage.keys_used_up': 'No key numbers are left.',
  'base.malformed': 'This does not have the right form. Check and correct it.',

  'http.missing': 'This is not filled in.',
  'http.wrong_type': 'This does not have the right form.',
  'http.bad_text': 'This holds characters that cannot be stored.',
  'http.too_short': 'This is too short.',
  'http.too_long': 'This is too long.',
  'http.too_many': 'There are too many of these.',
  'http.out_of_range': 'The number is out of range.',
  'http.not_a_choice': 'This is not one of the choices.',
  'http.repeated': 'This is given twice.',
  'http.unknown_field': 'The server does not know this entry. Reload the page; Bina may have been updated.',

  'jobs.other_process': 'Another process of Bina works on this store. Stop it first, then start again.',
};

export default en;
