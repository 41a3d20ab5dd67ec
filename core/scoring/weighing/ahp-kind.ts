import { MOST_COMPARED, pairWeights, worstContradiction } from "../advice/ahp.ts";
import { add, divide, type Exact, exact, formatExact, ONE, toNumber } from "../exact.ts";
import { geometricMean } from "../exact-functions.ts";
import { found } from "../findings.ts";
import { shown, summariseItems } from "./item-summaries.ts";
import type { WeighedGroup } from "./weighed-groups.ts";
import type { Consistency, GroupAnswer, WeighingKind } from "./weighing-kind.ts";

/** Places to which roots are worked; far beyond what a weight prints. */
const PLACES = 15;

/** Saaty's scale from "9 times as important" to "a ninth", as it is written in an answer. */
export const SCALE: readonly string[] = [
  ...Array.from({ length: 9 }, (_, at) => String(9 - at)),
  ...Array.from({ length: 8 }, (_, at) => `1/${at + 2}`),
];

/** A comparison as an exact fraction; undefined when it is not on the scale. */
export function readJudgement(text: string | undefined): Exact | undefined {
  if (text === undefined || !SCALE.includes(text)) return undefined;
  const [top, bottom = "1"] = text.split("/");
  return exact(BigInt(top as string), BigInt(bottom));
}

/** Every pair of a group in order, with the key its comparison stands under. */
export function pairsOf(group: WeighedGroup): { key: string; first: number; second: number }[] {
  return group.items.flatMap(({ id }, first) =>
    group.items
      .slice(first + 1)
      .map((item, offset) => ({ key: `${id}:${item.id}`, first, second: first + 1 + offset })),
  );
}

/** Everybody compares pairs; the weights follow. */
export const ahp: WeighingKind = {
  kind: "ahp",
  title: { zh: "层次分析法（AHP）", en: "AHP" },
  rules: [
    {
      id: "eigenvector",
      title: { zh: "特征向量法", en: "Eigenvector" },
      summary: {
        zh: "各专家判断取几何平均，再求判断矩阵的主特征向量",
        en: "The geometric mean of the judgements, then the principal eigenvector of their matrix",
      },
    },
    {
      id: "geometric-mean",
      title: { zh: "几何平均法", en: "Geometric mean" },
      summary: {
        zh: "各专家判断取几何平均，再取判断矩阵各行的几何平均",
        en: "The geometric mean of the judgements, then of the rows of their matrix",
      },
    },
  ],
  mostItems: MOST_COMPARED,
  checkAnswer(group, answer) {
    const pairs = pairsOf(group);
    const known = new Set(pairs.map(({ key }) => key));
    const unknown = Object.keys(answer)
      .filter((key) => !known.has(key))
      .map((key) => found(`/${key}`, "weights-unknown", `没有比较“${key}”`, `There is no comparison "${key}"`));
    const missing = pairs
      .filter(({ key }) => readJudgement(answer[key]) === undefined)
      .map(({ key, first, second }) => {
        const [a, b] = [group.items[first]?.title, group.items[second]?.title];
        return found(
          `/${key}`,
          "weights-judgement",
          `请比较“${a?.zh}”与“${b?.zh}”（9 至 1/9）`,
          `Compare "${a?.en}" with "${b?.en}" (9 to 1/9)`,
        );
      });
    return [...unknown, ...missing];
  },
  consistencyOf(group, answer) {
    const matrix = matrixOf(group, answer);
    return matrix === null ? null : consistencyOf(group, matrix);
  },
  summarise(group, answers) {
    const own = answers.map((answer) => {
      const matrix = matrixOf(group, answer);
      return matrix === null ? null : pairWeights(numbers(matrix));
    });
    const common = commonMatrix(group, answers);
    const rows = group.items.map((_, at) => own.map((weights) => 100 * (weights?.eigenvector[at] ?? 0)));
    return {
      id: group.id,
      ...summariseItems(group, rows),
      consistency: consistencyOf(group, common),
      inconsistent: own.filter((weights) => weights?.consistent === false).length,
      shares: {
        // Sums and products of doubles alone: the same digits on every machine.
        eigenvector: (pairWeights(numbers(common))?.eigenvector ?? []).map((share) => (100 * share).toFixed(12)),
        "geometric-mean": rowMeans(common),
      },
    };
  },
};

type Matrix = Exact[][];

/** One place of an answer's matrix is kept, its mirror follows: reciprocals are exact. */
function fillMatrix(group: WeighedGroup, at: (key: string) => Exact | undefined): Matrix | null {
  const matrix = group.items.map(() => group.items.map(() => ONE));
  for (const { key, first, second } of pairsOf(group)) {
    const judged = at(key);
    if (judged === undefined) return null;
    (matrix[first] as Exact[])[second] = judged;
    (matrix[second] as Exact[])[first] = divide(ONE, judged);
  }
  return matrix;
}

function matrixOf(group: WeighedGroup, answer: GroupAnswer): Matrix | null {
  return fillMatrix(group, (key) => readJudgement(answer[key]));
}

/** The matrix of a group of people: the geometric mean of their comparisons, place by place (Aczél and Saaty 1983). */
function commonMatrix(group: WeighedGroup, answers: readonly GroupAnswer[]): Matrix {
  const filled = fillMatrix(group, (key) => {
    // Judgements are few different ones: each is counted, and its logarithm taken once.
    const counts = new Map<string, number>();
    for (const answer of answers) counts.set(answer[key] ?? "1", (counts.get(answer[key] ?? "1") ?? 0) + 1);
    const values = [...counts].map(([text, count]) => ({ value: readJudgement(text) ?? ONE, weight: exact(count) }));
    return geometricMean(values, PLACES, "half-up");
  });
  return filled as Matrix;
}

function rowMeans(matrix: Matrix): string[] {
  const means = matrix.map((row) =>
    geometricMean(
      row.map((value) => ({ value, weight: ONE })),
      PLACES,
      "half-up",
    ),
  );
  const sum = means.reduce(add);
  return means.map((mean) => formatExact(divide({ n: mean.n * 100n, d: mean.d }, sum)));
}

const numbers = (matrix: Matrix): number[][] => matrix.map((row) => row.map(toNumber));

function consistencyOf(group: WeighedGroup, matrix: Matrix): Consistency | null {
  const values = numbers(matrix);
  const weights = pairWeights(values);
  if (weights === null) return null;
  const worst = worstContradiction(values, weights.eigenvector);
  const id = (at: number) => group.items[at]?.id as string;
  return {
    lambda: shown(weights.lambda),
    ratio: weights.ratio === null ? null : shown(Math.max(0, weights.ratio)),
    consistent: weights.consistent,
    doubt:
      worst === null
        ? null
        : {
            first: id(worst.pair.first),
            second: id(worst.pair.second),
            given: shown(worst.pair.given),
            implied: shown(worst.pair.implied),
            triple: worst.triple.items.map(id),
          },
  };
}
