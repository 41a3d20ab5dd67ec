import type { ASTNode } from "@marcbachmann/cel-js";
import { INNER } from "./host-functions.ts";

/**
 * CEL counts in int and double and refuses to mix them, gives Infinity for a division by zero, and joins texts and
 * lists with `+`. Authors think in numbers. So a guarded expression is written anew before it is compiled: every
 * number a double, `/` and `+` our own functions on doubles, `size` a double. What cannot be counted is unknown.
 * (The library's own serializer is not used: it drops the parentheses of `a - (b - c)`.)
 */

/** The text that is really compiled, and where each of its parts came from. */
export interface RewrittenExpression {
  text: string;
  origins: Origin[];
}

interface Origin {
  start: number;
  end: number;
  node: ASTNode;
}

/** Writes a guarded expression anew. */
export function rewriteExpression(ast: ASTNode): RewrittenExpression {
  const writer = new Writer();
  writer.write(ast);
  return { text: writer.text, origins: writer.origins };
}

/** The node of the author's text that a range of the rewritten text came from: the smallest that contains it. */
export function originOf(rewritten: RewrittenExpression, start: number, end: number): ASTNode | undefined {
  let best: Origin | undefined;
  for (const origin of rewritten.origins) {
    if (origin.start > start || origin.end < end) continue;
    if (best === undefined || origin.end - origin.start < best.end - best.start) best = origin;
  }
  return best?.node;
}

class Writer {
  text = "";
  readonly origins: Origin[] = [];

  write(node: ASTNode): void {
    const start = this.text.length;
    this.#writeNode(node);
    this.origins.push({ start, end: this.text.length, node });
  }

  #writeNode(node: ASTNode): void {
    switch (node.op) {
      case "value":
        this.text += literal(node.args);
        break;
      case "id":
        this.text += node.args;
        break;
      case ".":
        this.write(node.args[0]);
        this.text += `.${node.args[1]}`;
        break;
      case "call":
        this.#call(node.args[0] === "size" ? INNER.count : node.args[0], node.args[1]);
        break;
      case "rcall":
        this.#method(...node.args);
        break;
      case "list":
        this.#parts("[", ", ", "]", node.args);
        break;
      case "+":
        this.#call(INNER.plus, node.args);
        break;
      case "/":
        this.#call(INNER.over, node.args);
        break;
      case "!_":
      case "-_":
        this.#parts(node.op === "!_" ? "!(" : "-(", "", ")", [node.args]);
        break;
      case "?:":
        this.#parts("(", " ? ", "", node.args.slice(0, 2));
        this.#parts(" : ", "", ")", node.args.slice(2));
        break;
      default:
        this.#parts("(", ` ${node.op} `, ")", node.args as ASTNode[]);
    }
  }

  #method(name: string, receiver: ASTNode, args: readonly ASTNode[]): void {
    if (name === "size") {
      this.#call(INNER.count, [receiver, ...args]);
      return;
    }
    this.write(receiver);
    this.text += ".";
    this.#call(name, args);
  }

  #call(name: string, args: readonly ASTNode[]): void {
    this.#parts(`${name}(`, ", ", ")", args);
  }

  #parts(before: string, between: string, after: string, parts: readonly ASTNode[]): void {
    this.text += before;
    parts.forEach((part, index) => {
      if (index > 0) this.text += between;
      this.write(part);
    });
    this.text += after;
  }
}

function literal(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value !== "bigint" && typeof value !== "number") return String(value);
  const text = String(Number(value));
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
