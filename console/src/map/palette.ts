/** The map's colours, which are those of the style sheet. */
export interface Palette {
  readonly water: string;
  readonly land: string;
  readonly shore: string;
  readonly place: string;
  readonly station: string;
  readonly stationText: string;
  readonly halo: string;
  readonly trackOpacity: number;
  /** How much white is mixed into a track's colour, so that a dark line shows on a dark map. */
  readonly trackTint: string;
}

const dark = matchMedia('(prefers-color-scheme: dark)');

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string) => style.getPropertyValue(`--map-${name}`).trim();
  return {
    water: color('water'),
    land: color('land'),
    shore: color('shore'),
    place: color('place'),
    station: color('station'),
    stationText: color('station-text'),
    halo: color('halo'),
    trackOpacity: Number(color('track-opacity')),
    trackTint: color('track-tint'),
  };
}

export function onThemeChange(changed: () => void): void {
  dark.addEventListener('change', changed);
}
