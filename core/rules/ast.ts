import type { ASTNode } from "@marcbachmann/cel-js";

/** The direct parts of a node, in the order they are written. A loop's variable is one of them. */
export function childrenOf(node: ASTNode): ASTNode[] {
  switch (node.op) {
    case "value":
    case "id":
      return [];
    case ".":
    case ".?":
      return [node.args[0]];
    case "call":
      return node.args[1];
    case "rcall":
      return [node.args[1], ...node.args[2]];
    case "map":
      return node.args.flat();
    case "list":
    case "?:":
      return [...node.args];
    case "!_":
    case "-_":
      return [node.args];
    default:
      return [...node.args];
  }
}

/** The variables of the environment that an expression reads, each once, in the order of the text. */
export function referencesOf(ast: ASTNode, isVariable: (name: string) => boolean): string[] {
  const found = new Set<string>();
  const visit = (node: ASTNode) => {
    if (node.op === "id" && isVariable(node.args)) found.add(node.args);
    for (const child of childrenOf(node)) visit(child);
  };
  visit(ast);
  return [...found];
}
