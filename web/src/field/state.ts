/** What of the phone's state stands at the top of each screen. */
export type State = 'sent' | 'waiting' | 'sending' | 'offline' | 'offline_waiting';

export function stateOf(phone: { online: boolean; waiting: number; sending: boolean }): State {
  if (!phone.online) return phone.waiting > 0 ? 'offline_waiting' : 'offline';
  if (phone.waiting === 0) return 'sent';
  return phone.sending ? 'sending' : 'waiting';
}
