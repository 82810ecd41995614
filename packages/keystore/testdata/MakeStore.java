import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.security.KeyStore;

/** Copies a PKCS#12 store to one whose password is no octets at all, which Java does for the password NUL. */
class MakeStore {
  public static void main(String[] arguments) throws Exception {
    var none = new char[] {0};
    var from = KeyStore.getInstance("PKCS12");
    var password = arguments[2].toCharArray();
    try (var file = new FileInputStream(arguments[1])) {
      from.load(file, password);
    }
    System.setProperty("keystore.pkcs12.legacy", "");
    var to = KeyStore.getInstance("PKCS12");
    to.load(null, null);
    to.setKeyEntry("ec", from.getKey("ec", password), none, from.getCertificateChain("ec"));
    try (var file = new FileOutputStream(arguments[0])) {
      to.store(file, none);
    }
  }
}
