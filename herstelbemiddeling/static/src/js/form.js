/* What a page does more where there is JavaScript; everything works without. */

const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const hex = (buffer) =>
    Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

/* Find a number whose derived key begins as asked (ALTCHA 2, PBKDF2): cheap for one form, dear for
   thousands. It runs while the answers are read once more. */
async function work(field) {
    const challenge = JSON.parse(field.dataset.challenge);
    const { nonce, salt, cost, keyLength, keyPrefix } = challenge.parameters;
    const password = new Uint8Array(bytes(nonce).length + 4);
    password.set(bytes(nonce));
    const counterAt = new DataView(password.buffer, password.length - 4);
    const options = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: cost };
    for (let counter = 0; ; counter++) {
        counterAt.setUint32(0, counter);
        const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
        const derivedKey = hex(await crypto.subtle.deriveBits(options, key, keyLength * 8));
        if (derivedKey.startsWith(keyPrefix)) {
            const solution = { counter, derivedKey };
            field.value = btoa(JSON.stringify({ challenge, solution }));
            return;
        }
    }
}

for (const field of document.querySelectorAll("[data-challenge]")) {
    // Without a secure connection the browser has no cryptography; then a person looks at the form.
    if (window.crypto?.subtle) {
        work(field);
    }
}

for (const part of document.querySelectorAll(".script")) {
    part.hidden = false;
}
for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => window.print());
}
for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(
            document.getElementById(button.dataset.copy).textContent.trim(),
        );
        button.append(` ${button.dataset.done}`);
    });
}
