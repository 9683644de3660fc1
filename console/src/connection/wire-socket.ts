/** Hears of every connection attempt and of every frame, as it stands on the wire. */
export interface WireListener {
  opening(): void;
  frame(direction: 'in' | 'out', text: string): void;
}

/** The browser's WebSocket with an ear to it, for the client's `websocket` option. */
export function tapped(listener: WireListener): typeof WebSocket {
  return class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      listener.opening();
      this.addEventListener('message', ({ data }) => listener.frame('in', String(data)));
    }

    override send(data: string): void {
      listener.frame('out', data);
      super.send(data);
    }
  };
}
