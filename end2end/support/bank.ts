/** The right answers, read from the banks of the starter courses (Moodle's GIFT, the part that they use). */
import fs from "node:fs";
import path from "node:path";
import { ROOT } from "./house";

export type Key =
  | { kind: "single"; right: string; wrong: string }
  | { kind: "several"; right: string[]; wrong: string[] }
  | { kind: "judgement"; right: boolean }
  | { kind: "matching"; pairs: [string, string][] }
  | { kind: "short"; right: string }
  | { kind: "number"; right: string };

export interface Question {
  prompt: string;
  key: Key;
  /** Every sentence that is for after the submission. */
  feedback: string[];
}

export type Bank = Map<string, Question>;

/** Text as it is compared: one form of letters, single spaces. */
export const plain = (text: string): string => text.normalize("NFC").replace(/\s+/g, " ").trim();

const hide = (text: string): string =>
  text.replace(/\\([:=~#{}\\])/g, (_, sign: string) => String.fromCharCode(0xe000 + sign.charCodeAt(0)));
const show = (text: string): string =>
  plain(text.replace(/[\ue000-\ue07f]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xe000)));

interface Entry {
  mark: string;
  text: string;
  feedback: string[];
}

function entries(body: string): Entry[] {
  return body
    .split(/(?=[=~])/)
    .filter((part) => /^[=~]/.test(part))
    .map((part) => {
      const [text = "", ...feedback] = part.slice(1).split("#");
      return { mark: part.charAt(0), text, feedback: feedback.map(show).filter(Boolean) };
    });
}

function key(body: string): { key: Key; feedback: string[] } {
  const trimmed = body.trim();
  const [head = "", ...comments] = trimmed.replace(/^#/, "").split("#");
  const feedback = comments.map(show).filter(Boolean);
  if (trimmed.startsWith("#")) {
    return { key: { kind: "number", right: show(head.split(":")[0] ?? "") }, feedback };
  }
  if (/^(T|F|TRUE|FALSE)$/.test(head.trim())) {
    return { key: { kind: "judgement", right: head.trim().startsWith("T") }, feedback };
  }
  const found = entries(trimmed);
  const said = found.flatMap((entry) => entry.feedback);
  const marked = (mark: string) => found.filter((entry) => entry.mark === mark).map((entry) => show(entry.text));
  if (found.some((entry) => /^%-?[\d.]+%/.test(entry.text))) {
    const share = (entry: Entry) => Number(/^%(-?[\d.]+)%/.exec(entry.text)?.[1] ?? 0);
    const texts = (some: Entry[]) => some.map((entry) => show(entry.text.replace(/^%-?[\d.]+%/, "")));
    const right = texts(found.filter((entry) => share(entry) > 0));
    const wrong = texts(found.filter((entry) => share(entry) <= 0));
    return { key: { kind: "several", right, wrong }, feedback: said };
  }
  if (found.every((entry) => entry.text.includes("->"))) {
    const pairs = found.map((entry): [string, string] => {
      const [stem = "", answer = ""] = entry.text.split("->");
      return [show(stem), show(answer)];
    });
    return { key: { kind: "matching", pairs }, feedback: said };
  }
  const [right = ""] = marked("=");
  const [wrong] = marked("~");
  return { key: wrong === undefined ? { kind: "short", right } : { kind: "single", right, wrong }, feedback: said };
}

/** A course's Vietnamese bank by the questions' prompts. */
export function bankOf(course: string): Bank {
  const file = path.join(ROOT, "content/courses", course, "quiz.vi.gift");
  const lines = hide(fs.readFileSync(file, "utf8"))
    .split(/\r?\n/)
    .filter((line) => !line.startsWith("//") && !line.startsWith("$CATEGORY"));
  const bank: Bank = new Map();
  for (const [, prompt = "", body = ""] of lines.join("\n").matchAll(/::[^:]+::([^{]*)\{([^}]*)\}/g)) {
    const [answers = "", general] = body.split("####");
    const read = key(answers);
    const feedback = general === undefined ? read.feedback : [...read.feedback, show(general)];
    bank.set(show(prompt), { prompt: show(prompt), key: read.key, feedback });
  }
  if (bank.size < 10) {
    throw new Error(`only ${bank.size} questions read from ${file}`);
  }
  return bank;
}

/** Letters and digits only, so that text is found whatever markup or escapes stand around it. */
export function letters(text: string): string {
  return text
    .normalize("NFC")
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/&#(x?)([0-9a-fA-F]+);/g, (_, hex: string, code: string) => String.fromCodePoint(Number.parseInt(code, hex ? 16 : 10)))
    .replace(/&[a-z]+;|<[^>]*>|\\[nrt"]/g, " ")
    .replace(/[^\p{L}\p{N}]+/gu, "")
    .toLowerCase();
}
