import { byId } from './dom';

const names = ['lines', 'feed', 'chat', 'wire'] as const;
export type PanelName = (typeof names)[number];

/**
 * Which panel is open: on a phone one at a time, as a sheet over the map; on a desktop all but the wire's drawer always
 * are. The style sheet does the rest, by the body's `data-panel`.
 */
export class Panels {
  private opener: HTMLElement | undefined;
  open: PanelName | undefined;
  onChange: () => void = () => undefined;

  constructor() {
    for (const button of document.querySelectorAll<HTMLElement>('[data-opens]')) {
      button.addEventListener('click', () => {
        const name = button.dataset['opens'] as PanelName | '';
        this.opener = button;
        this.show(name === '' || name === this.open ? undefined : name);
      });
    }
    for (const button of document.querySelectorAll('[data-closes]')) button.addEventListener('click', () => this.close());
    addEventListener('keydown', ({ key }) => {
      if (key === 'Escape' && this.open) this.close();
    });
    this.show(undefined);
  }

  show(panel: PanelName | undefined): void {
    this.open = panel;
    document.body.dataset['panel'] = panel ?? '';
    for (const button of document.querySelectorAll<HTMLElement>('[data-opens]')) {
      button.setAttribute('aria-expanded', String(button.dataset['opens'] === (panel ?? '')));
    }
    if (panel) this.mark(panel, false);
    this.onChange();
  }

  /** Something new in a panel that is not on screen. */
  notify(panel: PanelName): void {
    const visible = this.open === panel || byId(panel).checkVisibility();
    this.mark(panel, !visible);
  }

  private close(): void {
    this.show(undefined);
    this.opener?.focus();
  }

  private mark(panel: PanelName, news: boolean): void {
    for (const button of document.querySelectorAll(`[data-opens="${panel}"]`)) button.classList.toggle('news', news);
  }
}
