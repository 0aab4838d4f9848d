/** The addresses of the phone's screens. */
export const places = {
  packs: '/lapangan',
  pack: (id: string) => `/lapangan/paket/${id}`,
  visit: (id: string) => `/lapangan/kunjungan/${id}`,
  queue: '/lapangan/antrean',
  receipt: '/lapangan/bukti',
  me: '/lapangan/saya',
};
