export interface Toast {
  id: number;
  text: string;
  kind: 'good' | 'bad';
  action?: { label: string; run: () => void };
}

const shown_ms = 6000;

/** Short answers at the edge of the screen. What needs a decision is never a toast. */
class Toasts {
  items = $state.raw<Toast[]>([]);
  #next = 1;

  show(text: string, kind: Toast['kind'] = 'good', action?: Toast['action']): void {
    const id = this.#next++;
    this.items = [...this.items, { id, text, kind, action }].slice(-3);
    if (!action) setTimeout(() => this.close(id), shown_ms);
    else setTimeout(() => this.close(id), shown_ms * 3);
  }

  close(id: number): void {
    this.items = this.items.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();
