import { describe, expect, it } from 'vitest';
import { parseCsv } from './csv';
import { boroughs, nearestStation, stations, tracks } from './places';
import { distanceMetres, project } from './projection';
import { inkOn, routeOf, routes } from './route';

describe('projection', () => {
  it('keeps lengths true in metres', () => {
    const batteryPark = project(40.7033, -74.017);
    const inwood = project(40.8677, -73.9212);
    expect(distanceMetres(batteryPark, inwood)).toBeGreaterThan(19_900);
    expect(distanceMetres(batteryPark, inwood)).toBeLessThan(20_050);
  });

  it('puts north up and east to the right', () => {
    const here = project(40.72, -73.96);
    expect(project(40.73, -73.96).y).toBeLessThan(here.y);
    expect(project(40.72, -73.95).x).toBeGreaterThan(here.x);
  });
});

describe('csv', () => {
  it('reads quoted fields with commas and empty fields', () => {
    expect(parseCsv('id,name,note\r\n1,"Broadway, Local",\n')).toEqual([{ id: '1', name: 'Broadway, Local', note: '' }]);
  });
});

describe('routes', () => {
  it('are all of the file, each in its own colour', () => {
    expect(routes).toHaveLength(29);
    expect(routeOf('A')).toMatchObject({ color: '#0062CF', name: '8 Avenue Express', label: 'A', diamond: false });
  });

  it('show an express variant as a diamond with the line it belongs to', () => {
    expect(routeOf('6X')).toMatchObject({ label: '6', diamond: true });
    expect(routeOf('SI')).toMatchObject({ label: 'SI', diamond: false });
  });

  it('carry letters that can be read', () => {
    expect(inkOn('#F6BC26')).toBe('#14181d');
    expect(inkOn('#08179C')).toBe('#ffffff');
  });

  it('give a route nobody described a neutral colour', () => {
    expect(routeOf('X99')).toMatchObject({ id: 'X99', label: 'X99', color: '#6B7580' });
  });
});

describe('places', () => {
  it('are five boroughs, their stations and the tracks', () => {
    expect(boroughs.map(({ id }) => id).sort()).toEqual(['brooklyn', 'manhattan', 'queens', 'staten-island', 'the-bronx']);
    expect(stations).toHaveLength(496);
    expect(tracks.every(({ color }) => routes.some((route) => route.color === color))).toBe(true);
  });

  it('name the station next to a train', () => {
    expect(nearestStation(project(40.8893, -73.8985))?.name).toBe('Van Cortlandt Park-242 St');
  });
});
