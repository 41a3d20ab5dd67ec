/** Brings the reader to the requirement a pointer `/evidence/<id>` is about; false when it is not on the page. */
export function focusEvidence(pointer: string): boolean {
  const [, first, id = ""] = pointer.split("/");
  const target = first === "evidence" ? document.getElementById(`evidence-${id}`) : null;
  target?.scrollIntoView({ block: "start" });
  target?.focus();
  return target !== null;
}
