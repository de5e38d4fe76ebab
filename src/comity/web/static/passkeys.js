// Making and using passkeys. Every page that offers one works without: a code from an app does too.
(() => {
  "use strict";
  if (!window.PublicKeyCredential) return;

  const toBytes = (text) => {
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  };
  const toText = (bytes) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes)))
      .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

  const named = (keys) => (keys || []).map((key) => ({ ...key, id: toBytes(key.id) }));

  const read = ({ publicKey }) => {
    const asked = { ...publicKey, challenge: toBytes(publicKey.challenge) };
    if (publicKey.user) asked.user = { ...publicKey.user, id: toBytes(publicKey.user.id) };
    if (publicKey.excludeCredentials) asked.excludeCredentials = named(publicKey.excludeCredentials);
    if (publicKey.allowCredentials) asked.allowCredentials = named(publicKey.allowCredentials);
    return { publicKey: asked };
  };

  const write = (key) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (key.response[part]) response[part] = toText(key.response[part]);
    }
    return JSON.stringify({
      id: key.id,
      rawId: toText(key.rawId),
      type: key.type,
      response,
      clientExtensionResults: key.getClientExtensionResults(),
    });
  };

  const asked = async (form) => {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const failed = form.querySelector("[data-failed]");
    form.addEventListener("submit", async (sending) => {
      sending.preventDefault();
      failed.hidden = true;
      try {
        const options = read(await asked(form));
        const key = await navigator.credentials[form.dataset.passkey](options);
        form.elements.credential.value = write(key);
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  }
  for (const part of document.querySelectorAll("[data-with-passkeys]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-without-passkeys]")) part.hidden = true;
})();
