import { describe, expect, it } from "vitest";
import { BoundedCache } from "../../../server/modules/definitions/bounded-cache.ts";

describe("BoundedCache", () => {
  it("lets the least recently used go first", () => {
    const cache = new BoundedCache<number>(2, 100);
    cache.keep("a", 1, 1);
    cache.keep("b", 2, 1);
    expect(cache.find("a")).toBe(1);
    cache.keep("c", 3, 1);
    expect(cache.find("b")).toBeUndefined();
    expect(cache.find("a")).toBe(1);
    expect(cache.find("c")).toBe(3);
  });

  it("stays below its weight", () => {
    const cache = new BoundedCache<number>(10, 10);
    for (let index = 0; index < 8; index += 1) cache.keep(`k${index}`, index, 4);
    expect(cache.size).toBe(2);
    cache.keep("k7", 7, 9);
    expect(cache.size).toBe(1);
    cache.keep("heavy", 0, 11);
    expect(cache.find("heavy")).toBeUndefined();
    expect(cache.find("k7")).toBe(7);
  });
});
