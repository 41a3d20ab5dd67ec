import { createRoot } from "react-dom/client";
import "../page/bench-window.ts";
import { plainFields } from "../plain-fields.ts";

/** `?what=` one of these shows all fields of the declaration in one piece, as the library's first example would. */
const libraries = {
  "rjsf-antd": () => import("./rjsf-antd.tsx"),
  surveyjs: () => import("./surveyjs.tsx"),
  "surveyjs-live": () => import("./surveyjs-live.tsx"),
  jsonforms: () => import("./jsonforms.tsx"),
};

const what = new URLSearchParams(location.search).get("what") as keyof typeof libraries;
const { Whole } = await libraries[what]();
const { form } = await (await fetch("/declaration.json")).json();
createRoot(document.getElementById("root") as HTMLElement).render(
  <Whole fields={plainFields(form)} start={performance.now()} />,
);
