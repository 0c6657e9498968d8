/** The product's own texts, so that a better wording breaks no test. */
import fs from "node:fs";
import path from "node:path";
import { ROOT } from "./house";

type Texts = Record<string, string>;

function texts(language: string, room: string): Texts {
  const file = path.join(ROOT, "app/locales", language, `${room}.json`);
  const read = JSON.parse(fs.readFileSync(file, "utf8")) as Texts;
  return new Proxy(read, {
    get(all, name: string) {
      const text = all[name];
      if (text === undefined) {
        throw new Error(`${file} has no text "${name}"`);
      }
      return text;
    },
  });
}

function language(tag: string) {
  return {
    access: texts(tag, "access"),
    common: texts(tag, "common"),
    courses: texts(tag, "courses"),
    problems: texts(tag, "problems"),
    progress: texts(tag, "progress"),
    quizzes: texts(tag, "quizzes"),
    roster: texts(tag, "roster"),
  };
}

export const vi = language("vi");
export const en = language("en");

/** A text with its values: `{{ name }}`. */
export function filled(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => String(values[name]));
}

/** A rate in tenths, as Vietnamese writes it. */
export const tenths = (value: number): string => `${Math.floor(value / 10)},${value % 10}%`;

/** A whole number, as Vietnamese writes it. */
export const whole = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ".");

/** Today in Vietnam, as pages write it. */
export function today(): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Ho_Chi_Minh", dateStyle: "short" });
  return parts.format(new Date());
}
