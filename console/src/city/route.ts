import routesCsv from './data/nyc-subway-routes.csv?raw';
import { parseCsv } from './csv';

/** A subway route as its riders know it. */
export interface Route {
  readonly id: string;
  readonly name: string;
  /** The line's own colour, `#RRGGBB`. */
  readonly color: string;
  /** What is legible on that colour. */
  readonly ink: string;
  /** What stands on the bullet: an express variant such as 6X shows its 6 on a diamond. */
  readonly label: string;
  readonly diamond: boolean;
}

export const routes: readonly Route[] = parseCsv(routesCsv).map(({ route = '', color = '', name = '' }) =>
  describe(route, color, name),
);

const byId = new Map(routes.map((route) => [route.id, route]));

/** The route with this id; one the file does not know gets a neutral colour. */
export function routeOf(id: string): Route {
  let route = byId.get(id);
  if (!route) {
    route = describe(id, '#6B7580', `Route ${id}`);
    byId.set(id, route);
  }
  return route;
}

function describe(id: string, color: string, name: string): Route {
  const diamond = /^.X$/.test(id);
  return { id, name, color, ink: inkOn(color), label: diamond ? id.slice(0, 1) : id, diamond };
}

/** Black or white by the relative luminance of WCAG 2; a little in favour of white, as on the signs. */
export function inkOn(color: string): string {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const channel = parseInt(color.slice(i, i + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.45 ? '#14181d' : '#ffffff';
}
