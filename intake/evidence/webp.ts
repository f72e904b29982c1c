/** Decodes WebP with libwebp as WebAssembly, in a fresh instance per picture, so that no state is shared. */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { maxPixels, type Pixels } from "./pixels.ts";

/**
 * Memory limit of one instance: enough for the largest lossy picture and for a lossless one of 12 million
 * pixels.
 */
const maxMemoryBytes = 4 * maxPixels + 30_000_000;
const pageBytes = 65_536;

interface Decoded {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** Emscripten module: https://emscripten.org/docs/api_reference/module.html */
interface Module {
  /** Returns an error message if it fails. */
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
  if (decoded === null || typeof decoded === "string") throw new Error(`WebP: ${decoded}`);
  const { width, height, data } = decoded;
  return { width, height, data, channels: 4 };
}

/** The package shares one instance, so its parts are loaded directly. */
async function load(): Promise<Decoder> {
  const path = createRequire(import.meta.url).resolve("icodec/webp-dec.wasm");
  const script = pathToFileURL(join(dirname(path), "webp-dec.js")).href;
  const { default: factory } = (await import(script)) as { default: Factory };
  // The module creates its result with this global function.
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

/** The module's own limit is 2 GB, and a picture of few bytes can request tables of hundreds of megabytes. */
function limitMemory({ exports }: WebAssembly.Instance): void {
  for (const memory of Object.values(exports)) {
    if (!(memory instanceof WebAssembly.Memory)) continue;
    const grow = memory.grow.bind(memory);
    memory.grow = (pages) => {
      if (memory.buffer.byteLength + pages * pageBytes > maxMemoryBytes)
        throw new RangeError("the picture needs more memory than allowed");
      return grow(pages);
    };
  }
}
