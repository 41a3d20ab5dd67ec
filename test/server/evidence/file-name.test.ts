import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanFileName, contentDisposition, extensionOf } from "../../../server/modules/evidence/file-name.ts";

describe("cleanFileName", () => {
  it.each([
    ["2023年审计报告（盖章版）.pdf", "2023年审计报告（盖章版）.pdf"],
    ["贵州·直播团队 名册.xlsx", "贵州·直播团队 名册.xlsx"],
    ["../../etc/passwd.pdf", "passwd.pdf"],
    ["C:\\用户\\桌面\\执照.jpg", "执照.jpg"],
    ["a\u0000b\r\nc.pdf", "abc.pdf"],
    ["执照\u202efdp.exe", "执照fdp.exe"],
    ['<b>"x"|?.pdf', "_b__x___.pdf"],
    [".htaccess", "htaccess"],
    ["CON.pdf", "_CON.pdf"],
    ["名.pdf. . ", "名.pdf"],
  ])("%j becomes %j", (given, cleaned) => {
    expect(cleanFileName(given)).toBe(cleaned);
  });

  it.each(["", "..", "/", "\u202e", "a/", " . "])("%j leaves nothing", (given) => {
    expect(cleanFileName(given)).toBeNull();
  });

  it("keeps the ending of a long name", () => {
    const cleaned = cleanFileName(`${"长".repeat(300)}.pdf`);
    expect([...(cleaned ?? "")]).toHaveLength(120);
    expect(extensionOf(cleaned ?? "")).toBe("pdf");
  });

  it("never leaves a path part or a control character, and is stable", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (given) => {
        const cleaned = cleanFileName(given);
        if (cleaned === null) return;
        expect(cleaned).not.toMatch(/[/\\\p{Cc}\p{Cs}]/u);
        expect(cleaned).not.toMatch(/^\.|^$/);
        expect(cleaned.length).toBeLessThanOrEqual(240);
        expect(() => encodeURIComponent(cleaned)).not.toThrow();
      }),
    );
  });
});

describe("contentDisposition", () => {
  it("carries a Chinese name in RFC 5987 form beside an ASCII one", () => {
    expect(contentDisposition("报告 (1)'s.pdf", "attachment")).toBe(
      "attachment; filename=\"__ (1)'s.pdf\"; filename*=UTF-8''%E6%8A%A5%E5%91%8A%20%281%29%27s.pdf",
    );
  });

  it("cannot be broken out of", () => {
    const header = contentDisposition('a"; x="b\\.pdf', "inline");
    expect(header.match(/"/g)).toHaveLength(2);
    expect(header).not.toContain("\\");
  });
});
