/**
 * What a request can be refused with: one entry a code, given to programs as problem+json (RFC 9457) and to people in
 * these words. Every title says what happened and, where something can be done, what to do. docs/problems.md lists the
 * same codes; a test holds the two against each other.
 */

interface Entry {
  /** HTTP status. */
  status: number;
  zh: string;
  en: string;
}

const entry = (status: number, zh: string, en: string): Entry => ({ status, zh, en });

export const problemCatalogue = {
  "invalid-input": entry(422, "提交的内容有误，请按提示修改", "Some of what was sent is wrong; mend it as shown"),
  "malformed-request": entry(400, "请求格式有误，无法读取", "The request could not be read"),
  "not-signed-in": entry(401, "请先登录", "Please sign in first"),
  "session-expired": entry(
    401,
    "登录已过期，请重新登录；未保存的内容仍保留在本机",
    "Your session has ended; sign in again. What you typed is still kept here",
  ),
  "sign-in-failed": entry(401, "账号或密码不正确", "The account or the password is wrong"),
  "account-locked": entry(
    423,
    "尝试次数过多，账号已临时锁定，请稍后再试",
    "Too many attempts; the account is locked for a while",
  ),
  "password-change-required": entry(
    403,
    "请先修改管理员设置的初始密码",
    "Please first change the password that an administrator gave you",
  ),
  "cross-site-write": entry(
    403,
    "请求不是从本网站页面发出的，已拒绝；请刷新页面后重试",
    "The request did not come from a page of this site and was refused; reload and try again",
  ),
  "idempotency-key-missing": entry(
    400,
    "缺少提交编号（Idempotency-Key），请刷新页面后重试",
    "The Idempotency-Key is missing; reload and try again",
  ),
  forbidden: entry(403, "您没有进行此操作的权限", "You may not do this"),
  "not-found": entry(
    404,
    "没有找到，可能已被删除或您无权查看",
    "Not found; it may have been removed or is not yours to see",
  ),
  "method-not-allowed": entry(405, "不支持这种请求方式", "This method is not supported here"),
  "conflict-revision": entry(
    409,
    "内容已在别处更改，请对照后再保存",
    "This was changed elsewhere; compare before saving",
  ),
  "already-exists": entry(409, "已经存在，请勿重复创建", "It exists already"),
  "in-use": entry(409, "正在使用，不能删除或更改", "It is in use and cannot be removed or changed"),
  "wrong-state": entry(
    409,
    "当前状态不能进行此操作，请刷新查看最新状态",
    "This cannot be done in the present state; reload to see it",
  ),
  "past-deadline": entry(409, "已过截止时间，不能再进行此操作", "The deadline has passed"),
  "idempotency-mismatch": entry(
    422,
    "同一提交编号对应了不同内容，请刷新后重新提交",
    "The same submission key came with different content; reload and submit again",
  ),
  "too-large": entry(413, "内容或文件过大，请减小后再试", "The content or file is too large"),
  "unsupported-type": entry(415, "不支持这种文件或内容类型", "This type of file or content is not accepted"),
  "too-many-requests": entry(429, "操作过于频繁，请稍后再试", "Too many requests; try again shortly"),
  "storage-full": entry(
    507,
    "存储空间不足，暂时不能保存，请联系管理员；您填写的内容仍在本机",
    "Storage is full and nothing can be saved now; tell the administrator. What you typed is still kept here",
  ),
  unavailable: entry(
    503,
    "系统繁忙或正在维护，请稍后再试",
    "The service is busy or under maintenance; try again shortly",
  ),

  // The review line: why a transition is not taken. "wrong-state" and "past-deadline" stand above.
  "wrong-party": entry(403, "这个操作不归您办理", "This action is not yours to take"),
  "unknown-transition": entry(404, "没有这个操作", "There is no such action"),
  "answers-not-valid": entry(
    422,
    "填报内容还有错误或缺少材料，请先在“检查”页改正",
    "The answers still have errors or missing evidence; mend them on the check page first",
  ),
  "commitment-missing": entry(422, "请先阅读并勾选承诺", "Read and agree to the commitment first"),
  "already-opened": entry(409, "审核已经开始，不能再撤回", "The review has begun; it can no longer be withdrawn"),
  "opinion-missing": entry(422, "请填写审核意见", "Write the opinion of the review"),
  "reason-missing": entry(422, "请填写理由", "Write the reason"),
  "flags-missing": entry(
    422,
    "退回前请至少标出一处需要修改的内容",
    "Flag at least one item to correct before returning the declaration",
  ),
  "flags-open": entry(409, "还有标记没有处理", "There are open flags"),
  "seal-missing": entry(422, "请上传盖章扫描件", "Upload the sealed scan"),
  "sealed-form-missing": entry(422, "请打印申报表，加盖公章后扫描上传", "Print the form, seal it, and upload the scan"),
  "sealed-form-outdated": entry(
    409,
    "盖章件对应的是旧版本内容，请重新打印盖章",
    "The sealed scan is of earlier answers; print the form anew and seal it",
  ),
  "review-forms-missing": entry(
    409,
    "还有审核用表没有提交，请先在“附表”中填写并提交",
    "Forms of the review are not handed in; fill them in under the attached forms first",
  ),
  "quota-used-up": entry(409, "本地区的推荐名额已用完", "The places this region may recommend are used up"),
  "returner-unknown": entry(409, "找不到退回的一级，无法返回", "It is unknown who returned this declaration"),
  "round-not-accepting": entry(409, "现在不在申报期内", "This round takes no declarations now"),
  "applicant-kind-differs": entry(
    403,
    "该项目的申报主体类型与您的账号不符",
    "This programme is for another kind of applicant than your account",
  ),
  "applicant-banned": entry(
    409,
    "称号被取消后的限制期内不能申报",
    "You may not declare yet: a title was cancelled and the years since are not over",
  ),
  "title-still-valid": entry(
    409,
    "现有称号仍在有效期内，暂不能再次申报",
    "Your title is still valid; this programme does not let you declare again yet",
  ),
  "cap-used-up": entry(409, "超过了规定的总数，不能再确认", "The number of titles that is set is used up"),
  "region-outside-programme": entry(403, "您所在地区不在该项目的申报范围内", "Your region lies outside this programme"),

  // Evidence: why a file is not taken.
  "upload-offset-wrong": entry(
    409,
    "续传位置不对，请从已收到的位置继续",
    "The piece does not fit; go on from what was received",
  ),
  "upload-incomplete": entry(409, "文件还没有传完，请继续上传", "The file is not complete yet; go on uploading"),
  "upload-hash-differs": entry(422, "文件在传输中损坏，请重新上传", "The file was damaged on the way; upload it again"),
  "file-name-empty": entry(422, "文件名无效，请改名后再上传", "The file has no usable name; rename it"),
  "file-type-refused": entry(
    415,
    "这里不接受这种文件，请按说明换一种格式",
    "This type of file is not accepted here; use one of those named",
  ),
  "file-damaged": entry(
    422,
    "文件已损坏或不完整，请打开检查后重新导出再上传",
    "The file is damaged or incomplete; open it, save it anew and upload it again",
  ),
  "file-extension-differs": entry(
    422,
    "文件扩展名与实际内容不符，请改正扩展名",
    "The ending of the file name does not fit its content; mend it",
  ),
  "file-archive-unsafe": entry(
    422,
    "文件解压后过大或结构异常，不予接收",
    "The file unpacks to too much or is built in an unsafe way",
  ),
  "file-image-too-large": entry(422, "图片像素过大，请缩小后上传", "The picture has too many pixels; make it smaller"),
  "file-encrypted": entry(422, "文件有密码保护，请去除密码后上传", "The file is protected by a password; remove it"),
  "file-scan-refused": entry(422, "文件未通过安全检查", "The file did not pass the security check"),
  "file-limit-reached": entry(
    409,
    "这项材料的文件数或本申报的总容量已达上限，请先删除不需要的文件",
    "The number or the size of files has reached its limit; remove what is not needed",
  ),
  "evidence-locked": entry(409, "这项材料现在不能修改", "This evidence cannot be changed now"),

  // Experts: why a mark, an assignment or an opening is not taken.
  "expert-conflict": entry(
    409,
    "专家与该申报存在须回避的情形，不能评审；请改派其他专家",
    "The expert has a conflict of interest with this declaration and may not mark it; assign another",
  ),
  "panels-not-open": entry(
    409,
    "专家评分尚未启封，不能查看或用于评分；请先启封评审组",
    "The marks of the experts are still sealed; open the panel first",
  ),
  "panel-opened": entry(
    409,
    "评审组已启封，不能再分配专家或更改评分",
    "The panel is opened; nothing can be assigned or changed any more",
  ),
  "panel-incomplete": entry(
    409,
    "还有评分表没有提交，请等待提交，或写明理由后启封",
    "Sheets are still missing; wait for them, or open the panel with a reason",
  ),
  "sheet-handed-in": entry(
    409,
    "评分表已提交；启封前可逐项更改并说明理由",
    "The sheet is handed in; before the opening single marks can be changed with a reason",
  ),
  "sheet-outdated": entry(
    409,
    "申报内容在您阅读后有新的版本，打分已保留；请对照新版本复核后再提交",
    "The declaration has a newer version than the one you read; your marks are kept. Look at it again, then hand in",
  ),
  unexpected: entry(
    500,
    "系统出现意外错误，已记录，请稍后再试或告知管理员请求编号",
    "Something unexpected happened and was recorded; try again or tell the administrator the request id",
  ),
} satisfies Record<string, Entry>;

/** Every code a request can be refused with. */
export type ProblemCode = keyof typeof problemCatalogue;
