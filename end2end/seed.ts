import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { BINARY, DATA, ROOT, SEED, environment } from "./support/house";

/** Makes the demo district once; every test gets a copy of it. */
export default function seed(): void {
  fs.rmSync(DATA, { recursive: true, force: true });
  fs.mkdirSync(DATA, { recursive: true });
  const ready = process.env.TIENDO_E2E_DATA;
  if (ready) {
    fs.cpSync(ready, SEED, { recursive: true });
    return;
  }
  const made = spawnSync(BINARY, ["--data", SEED, "demo"], {
    cwd: ROOT,
    env: environment(),
    encoding: "utf8",
    timeout: 300_000,
  });
  if (made.status !== 0) {
    throw new Error(`cannot make the demo district: ${made.error?.message ?? ""}\n${made.stdout}\n${made.stderr}`);
  }
}
