#!/usr/bin/env bash
# Makes every file of this folder anew, with OpenSSL 3 and the keytool of a JDK 17 (`java` has to run a source file).
# The keys are made on the way and belong to nobody. README.md says what each file is.
set -eu -o pipefail
cd "$(dirname "$0")"
export LC_ALL=C.UTF-8
store=keystore-password
key=key-password
foreign='pässwörd-€'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -f ./*.pem ./*.der ./*.csr ./*.p7b ./*.p12 ./*.jks ./*.jceks

quietly() { "$@" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }; }

# Keys and certificates: root -> intermediate -> sso (RSA), and ec, which signs itself.
certificate() { # name, subject, key, extensions, issuer
  local issuer=()
  [ -z "${5:-}" ] || issuer=(-CA "$work/$5.crt" -CAkey "$work/$5.key")
  quietly openssl req -x509 -new -key "$work/$3.key" -subj "$2" -days 3650 -addext "$4" "${issuer[@]}" -out "$work/$1.crt"
}
for name in root intermediate sso; do quietly openssl genrsa -out "$work/$name.key" 2048; done
quietly openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/ec.key"
certificate root '/CN=Acme Root' root 'keyUsage=critical,keyCertSign'
certificate intermediate '/CN=Acme Intermediate' intermediate 'keyUsage=critical,keyCertSign' root
certificate sso '/CN=sso.acme.example' sso 'keyUsage=critical,digitalSignature' intermediate
certificate ec '/CN=ec.acme.example' ec 'keyUsage=critical,digitalSignature'
cp "$work/sso.key" sso-key.pem
cp "$work/ec.key" ec-key.pem
cat "$work/sso.crt" "$work/intermediate.crt" "$work/root.crt" >sso-chain.pem
cp "$work/ec.crt" ec-chain.pem
cat "$work/intermediate.crt" "$work/root.crt" >"$work/ca.crt"

# PKCS#12 by OpenSSL.
p12() { # file, name of the key, password, options
  local file=$1 name=$2 password=$3
  shift 3
  quietly openssl pkcs12 -export -inkey "$work/$name.key" -in "$work/$name.crt" -out "$file" -passout "pass:$password" "$@"
}
p12 openssl-modern.p12 sso "$store" -name 'SSO Signing' -certfile "$work/ca.crt" -caname 'Acme Intermediate'
p12 openssl-legacy.p12 sso "$store" -name sso -certfile "$work/ca.crt" -legacy
p12 openssl-ec.p12 ec "$store" -name ec
p12 openssl-no-name.p12 ec "$store"
p12 openssl-empty-password.p12 ec '' -name ec
p12 openssl-foreign-password.p12 ec "$foreign" -name 'Schlüssel €'
# What OpenSSL before 1.1.0 made of a password: each byte of its UTF-8 became a character.
p12 openssl-old-foreign-password.p12 ec "$(printf '%s' "$foreign" | iconv -f latin1 -t utf8)" -name ec -legacy
p12 openssl-no-mac.p12 ec "$store" -name ec -nomac
p12 openssl-no-mac-encrypted.p12 ec "$store" -name ec -nomac -certpbe AES-256-CBC
p12 openssl-plain.p12 ec "$store" -name ec -keypbe NONE -certpbe NONE
p12 openssl-rc2-128.p12 ec "$store" -name ec -legacy -certpbe PBE-SHA1-RC2-128 -keypbe PBE-SHA1-2DES
p12 openssl-rc4.p12 ec "$store" -name ec -legacy -certpbe PBE-SHA1-RC4-128 -keypbe PBE-SHA1-RC4-128
p12 openssl-sha512.p12 ec "$store" -name ec -macalg sha512 -keypbe AES-128-CBC -certpbe AES-192-CBC
quietly openssl pkcs12 -export -nokeys -in "$work/ca.crt" -out openssl-certificates.p12 -passout "pass:$store" -caname root
quietly openssl genpkey -algorithm ED25519 -out "$work/ed25519.key"
certificate ed25519 /CN=ed25519.acme.example ed25519 'keyUsage=critical,digitalSignature'
p12 openssl-ed25519.p12 ed25519 "$store" -name ed25519

# The same keys in stores by keytool: sso and ec, the certificate okta that is only trusted, and a secret key where that is possible.
p12 "$work/sso.p12" sso "$store" -name SSO -certfile "$work/ca.crt"
p12 "$work/ec.p12" ec "$store" -name ec
many() { # file, type, password of the keys, options for Java
  local file=$1 type=$2 password=$3 alias
  shift 3
  for alias in sso ec; do
    quietly keytool "$@" -importkeystore -srckeystore "$work/$alias.p12" -srcstoretype PKCS12 -srcstorepass "$store" -srcalias "$alias" \
      -destkeystore "$file" -deststoretype "$type" -deststorepass "$store" -destkeypass "$password"
  done
  quietly keytool "$@" -importcert -noprompt -alias Okta -file "$work/root.crt" -keystore "$file" -storetype "$type" -storepass "$store"
  [ "$type" = JKS ] || quietly keytool "$@" -genseckey -alias tokens -keyalg AES -keysize 256 -keystore "$file" -storetype "$type" \
    -storepass "$store" -keypass "$password"
}
many keytool.jks JKS "$key"
many keytool.jceks JCEKS "$key"
many keytool-17.p12 PKCS12 "$store"
many keytool-8.p12 PKCS12 "$store" -J-Dkeystore.pkcs12.legacy
single() { # file, type, password, options
  local file=$1 type=$2 password=$3
  shift 3
  quietly keytool -genkeypair -alias sso -dname CN=single.acme.example -validity 3650 -keystore "$file" -storetype "$type" \
    -storepass "$password" -keypass "$password" "$@"
}
single keytool-single.jks JKS "$store" -keyalg RSA -keysize 2048
single keytool-foreign-password.jks JKS "$foreign" -keyalg EC -groupname secp256r1
single keytool-dsa.jks JKS "$store" -keyalg DSA -keysize 2048
single keytool-p384.p12 PKCS12 "$store" -keyalg EC -groupname secp384r1
quietly keytool -importcert -noprompt -alias okta -file "$work/root.crt" -keystore keytool-certificates.jks -storetype JKS -storepass "$store"
# A file that is named .jks and is PKCS#12, as Java makes since version 9.
cp keytool-p384.p12 keytool-default.jks
quietly java MakeStore.java zero-password.p12 "$work/ec.p12" "$store"

# PEM: the key in each of its forms, then the chain.
pem() { # file, chain, command
  local file=$1 chain=$2
  shift 2
  quietly "$@" -out "$work/key.pem"
  cat "$work/key.pem" "$chain-chain.pem" >"$file"
}
pem pem-pkcs8.pem sso openssl pkcs8 -topk8 -nocrypt -in "$work/sso.key"
pem pem-pkcs8-aes.pem sso openssl pkcs8 -topk8 -v2 aes-256-cbc -in "$work/sso.key" -passout "pass:$key"
pem pem-pkcs8-foreign.pem ec openssl pkcs8 -topk8 -v2 aes-256-cbc -in "$work/ec.key" -passout "pass:$foreign"
pem pem-pkcs8-des3.pem ec openssl pkcs8 -topk8 -v2 des3 -v2prf hmacWithSHA1 -in "$work/ec.key" -passout "pass:$key"
pem pem-pkcs8-scrypt.pem ec openssl pkcs8 -topk8 -scrypt -in "$work/ec.key" -passout "pass:$key"
pem pem-pkcs8-pkcs12-pbe.pem ec openssl pkcs8 -topk8 -v1 PBE-SHA1-3DES -in "$work/ec.key" -passout "pass:$key"
pem pem-pkcs8-md5-des.pem ec openssl pkcs8 -topk8 -v1 PBE-MD5-DES -in "$work/ec.key" -passout "pass:$key" -provider legacy -provider default
pem pem-pkcs1.pem sso openssl rsa -traditional -in "$work/sso.key"
pem pem-pkcs1-aes.pem sso openssl rsa -traditional -aes256 -in "$work/sso.key" -passout "pass:$key"
pem pem-sec1-des3.pem ec openssl ec -des3 -in "$work/ec.key" -passout "pass:$key"
quietly openssl ecparam -name prime256v1 -out "$work/parameters.pem"
quietly openssl ec -in "$work/ec.key" -out "$work/sec1.pem"
cat "$work/parameters.pem" "$work/sec1.pem" ec-chain.pem >pem-sec1.pem
quietly openssl pkcs12 -in openssl-modern.p12 -passin "pass:$store" -noenc -out pem-from-pkcs12.pem

# What people upload instead.
openssl x509 -in "$work/ec.crt" -outform DER -out certificate.der
openssl pkcs8 -topk8 -nocrypt -in "$work/ec.key" -outform DER -out key.der
quietly openssl req -new -key "$work/ec.key" -subj /CN=ec.acme.example -out request.csr
openssl req -in request.csr -outform DER -out request.der
openssl pkey -in "$work/ec.key" -pubout -out public-key.pem
openssl pkey -in "$work/ec.key" -pubout -outform DER -out public-key.der
openssl crl2pkcs7 -nocrl -certfile "$work/ca.crt" -outform DER -out certificates.p7b

echo "equal halves of a salt, by this JDK: $(java EqualSaltHalves.java)"
