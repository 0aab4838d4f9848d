import { client } from '../base/session.svelte';
import { BusinessList } from './list.svelte';

/** Kept while the program runs, so that going back from a business shows the list as it was left. */
export const businessList = new BusinessList(client);
