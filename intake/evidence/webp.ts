/** Unpacks WebP with libwebp as WebAssembly: a fresh instance per picture, so that none meets what another left. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { maxPixels, type Pixels } from "./pixels.ts";

/** Memory of one instance: enough for the largest lossy picture, and for a lossless one of 12 million pixels. */
const maxMemoryBytes = 4 * maxPixels + 30_000_000;
const pageBytes = 65_536;

interface Decoded {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** Emscripten's: https://emscripten.org/docs/api_reference/module.html */
interface Module {
  /** A sentence where it fails. */
  decode(bytes: Uint8Array): Decoded | string | null;
}

type Factory = (options: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance, program: WebAssembly.Module) => void,
  ): object;
}) => Promise<Module>;

interface Decoder {
  factory: Factory;
  program: WebAssembly.Module;
}

let loading: Promise<Decoder> | undefined;

export async function decodeWebp(bytes: Uint8Array<ArrayBuffer>): Promise<Pixels> {
  loading ??= load();
  const decoder = await loading;
  const decoded = (await instantiate(decoder)).decode(bytes);
  if (decoded === null || typeof decoded === "string") throw new Error(`a WebP: ${decoded}`);
  const { width, height, data } = decoded;
  return { width, height, data, channels: 4 };
}

/** The package keeps one instance for all pictures, so its parts are taken by themselves. */
async function load(): Promise<Decoder> {
  const path = createRequire(import.meta.url).resolve("icodec/webp-dec.wasm");
  const script = pathToFileURL(join(dirname(path), "webp-dec.js")).href;
  const { default: factory } = (await import(script)) as { default: Factory };
  // The program makes its answer with this.
  Object.assign(globalThis, {
    _icodec_ImageData: (data: Uint8ClampedArray, width: number, height: number): Decoded => ({
      data,
      width,
      height,
    }),
  });
  return { factory, program: await WebAssembly.compile(new Uint8Array(await readFile(path))) };
}

function instantiate({ factory, program }: Decoder): Promise<Module> {
  return new Promise((resolve, reject) => {
    factory({
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(program, imports).then((instance) => {
          limitMemory(instance);
          done(instance, program);
        }, reject);
        return {};
      },
    }).then(resolve, reject);
  });
}

/** The program's own limit is 2 GB; a picture of few bytes can ask for tables of hundreds of megabytes. */
function limitMemory({ exports }: WebAssembly.Instance): void {
  for (const memory of Object.values(exports)) {
    if (!(memory instanceof WebAssembly.Memory)) continue;
    const grow = memory.grow.bind(memory);
    memory.grow = (pages) => {
      if (memory.buffer.byteLength + pages * pageBytes > maxMemoryBytes)
        throw new RangeError("a picture that needs more memory than it may have");
      return grow(pages);
    };
  }
}
