export default {
  signIn: {
    title: "登录",
    name: "用户名",
    nameHint: "注册时填写的用户名",
    password: "密码",
    submit: "登录",
    noAccount: "还没有账户？",
    registerOrganisation: "企业（单位）注册",
    registerPerson: "个人注册",
  },
};
