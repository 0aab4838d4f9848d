import type { Client } from './client';
import type { Overview } from './contract';

/** The three figures in the menu; the overview sends them too, so they cost no request of their own there. */
export type MenuFigures = Pick<Overview, 'total' | 'computed_at' | 'work'>;

class Badges {
  figures = $state.raw<MenuFigures>();

  set(figures: MenuFigures): void {
    this.figures = figures;
  }

  count(key: string): number {
    return this.figures?.work.find((one) => one.key === key)?.count ?? 0;
  }

  /** Asked anew after something was committed or decided. A failure leaves the old figures. */
  async refresh(client: Client, regency: string): Promise<void> {
    if (regency === '') return;
    try {
      this.figures = await client.get('/overview', { area: regency });
    } catch {
      // The menu's figures are a help; the page shown says itself what is wrong.
    }
  }
}

export const badges = new Badges();
