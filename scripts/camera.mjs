// A browser that takes pictures of a server's pages under a name of its own, small enough for a repository.
import { writeFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

/** A port of this machine under a name that pictures may show. */
export const nameOf = (origin, port) => `MAP ${new URL(origin).host}:80 localhost:${port}`;

/** Opens a browser in which the `names` hold. */
export async function openCamera({ executablePath, names }) {
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', `--host-resolver-rules=${names.join(', ')}`],
  });
  const darkroom = await browser.newPage();
  return {
    /** Somebody new opens an address. */
    async visit(address, options) {
      const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
      const page = await context.newPage();
      await page.goto(address);
      return page;
    },
    async take(page, path) {
      await page.evaluate(() => document.fonts.ready);
      const png = await page.screenshot();
      await writeFile(path, Buffer.from(await darkroom.evaluate(webpOf, png.toString('base64')), 'base64'));
      console.log(path);
    },
    close: () => browser.close(),
  };
}

/** Runs in the browser: a PNG as a WebP, which is a third of it and looks the same. Both in base64. */
async function webpOf(png) {
  const bytes = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes(png)]));
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext('2d').drawImage(picture, 0, 0);
  const webp = await canvas.convertToBlob({ type: 'image/webp', quality: 0.9 });
  const characters = [...new Uint8Array(await webp.arrayBuffer())].map((byte) => String.fromCharCode(byte));
  return btoa(characters.join(''));
}
