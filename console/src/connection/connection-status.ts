import { State, type Centrifuge } from 'centrifuge';
import { byId, setText } from '../ui/dom';

/** Says whether the page is live, in the header and as `data-connection` of the document. */
export class ConnectionStatus {
  private attempt = 0;
  private everConnected = false;
  private reason = '';
  private readonly badge = byId('connection');
  private readonly notice = byId('map-notice');

  constructor(private readonly client: Centrifuge) {
    client.on('disconnected', ({ reason }) => (this.reason = reason));
    client.on('connecting', () => this.show());
    client.on('connected', () => {
      this.attempt = 0;
      this.everConnected = true;
      this.show();
    });
    client.on('disconnected', () => this.show());
    byId('reconnect').addEventListener('click', () => client.connect());
  }

  /** The client opens a socket. */
  attempted(): void {
    this.attempt++;
    this.show();
  }

  private show(): void {
    const { badge, client } = this;
    const state = this.everConnected && client.state === State.Connecting ? 'reconnecting' : client.state;
    badge.dataset['state'] = document.documentElement.dataset['connection'] = state;
    setText(byId('connection-text'), this.text(state));
    byId('reconnect').hidden = state !== State.Disconnected;
    this.notice.hidden = state === State.Connected;
    setText(this.notice, this.explanation(state));
  }

  private text(state: string): string {
    const label = state.charAt(0).toUpperCase() + state.slice(1);
    const trying = state === 'connecting' || state === 'reconnecting';
    return trying && this.attempt > 1 ? `${label} · attempt ${this.attempt}` : label;
  }

  private explanation(state: string): string {
    if (state === 'reconnecting') return 'Connection lost. Trains stand still until it is back.';
    if (state === State.Disconnected) return `Not connected${this.reason ? `: ${this.reason}` : ''}.`;
    return this.attempt > 2 ? 'The server does not answer yet. Still trying.' : 'Connecting…';
  }
}
