/** A running server with a data folder of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

export const ROOT = path.resolve(__dirname, "../..");
export const BINARY = path.resolve(ROOT, process.env.TIENDO_E2E_BINARY ?? "target/debug/tiendo");
export const DATA = path.join(ROOT, "target/end2end-data");
export const SEED = path.join(DATA, "seed");

/** The tester's environment without the product's own settings, which must not reach a real database. */
export function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("TIENDO_") && name !== "DATABASE_URL");
  return Object.fromEntries(kept);
}

export class House {
  readonly address: string;

  private constructor(
    private readonly server: ChildProcess,
    private readonly data: string,
    private readonly said: { out: string; err: string },
    address: string,
  ) {
    this.address = address;
  }

  /** Starts a server: on a copy of the demo district, or with nothing in it. */
  static async open(name: string, content: "demo" | "empty"): Promise<House> {
    const data = path.join(DATA, name);
    fs.rmSync(data, { recursive: true, force: true });
    if (content === "demo") {
      fs.cpSync(SEED, data, { recursive: true });
    }
    // Port 0: the system chooses a free one, and the server prints it.
    const server = spawn(BINARY, ["--data", data, "--listen", "127.0.0.1:0", "serve"], {
      cwd: ROOT,
      env: environment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = { out: "", err: "" };
    server.stdout.setEncoding("utf8").on("data", (text: string) => (said.out += text));
    server.stderr.setEncoding("utf8").on("data", (text: string) => (said.err += text));
    const leave = () => server.kill("SIGKILL");
    process.once("exit", leave);
    server.once("exit", () => process.off("exit", leave));
    const address = await heard(server, said, /http:\/\/127\.0\.0\.1:\d+/);
    const health = await fetch(`${address}/healthz`);
    if (!health.ok) {
      throw new Error(`the server at ${address} is not well: ${health.status}`);
    }
    return new House(server, data, said, address);
  }

  /** Waits until the console shows something, and gives it back. */
  printed(pattern: RegExp): Promise<string> {
    return heard(this.server, this.said, pattern);
  }

  /** The letters that the server has sent into its folder, as people read them. */
  letters(): { to: string; text: string }[] {
    const outbox = path.join(this.data, "outbox");
    const files = fs.existsSync(outbox) ? fs.readdirSync(outbox).filter((name) => name.endsWith(".eml")) : [];
    return files.map((name) => {
      const letter = fs.readFileSync(path.join(outbox, name), "utf8");
      const gap = letter.indexOf("\r\n\r\n");
      const to = /^To: (.*)$/m.exec(letter.slice(0, gap))?.[1]?.trim() ?? "";
      return { to, text: Buffer.from(letter.slice(gap), "base64").toString("utf8") };
    });
  }

  /** What the server wrote about errors of its own. */
  complaints(): string[] {
    return this.said.err.split("\n").filter((line) => /panicked|ERROR/.test(line));
  }

  async close(): Promise<void> {
    if (this.server.exitCode === null && this.server.signalCode === null) {
      const gone = new Promise((done) => this.server.once("exit", done));
      this.server.kill("SIGTERM");
      const impatience = setTimeout(() => this.server.kill("SIGKILL"), 10_000);
      await gone;
      clearTimeout(impatience);
    }
    fs.rmSync(this.data, { recursive: true, force: true });
  }
}

function heard(server: ChildProcess, said: { out: string; err: string }, pattern: RegExp): Promise<string> {
  return new Promise((found, failed) => {
    const look = () => {
      const match = pattern.exec(said.out);
      if (match) {
        found(match[0]);
      }
    };
    look();
    server.stdout?.on("data", look);
    server.once("error", failed);
    server.once("exit", (code) => failed(new Error(`the server ended (${code}): ${said.err}`)));
  });
}
