import { defineConfig } from 'vitest/config';

export default defineConfig({
  base: './',
  build: { target: 'es2022', assetsInlineLimit: 0 },
  server: { proxy: { '/local': { target: 'http://localhost:8080', ws: true } } },
  test: { include: ['src/**/*.test.ts'] },
});
