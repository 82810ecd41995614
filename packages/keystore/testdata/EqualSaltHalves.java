import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/** Prints what PBEWithMD5AndTripleDES makes of a salt whose halves are equal; the answer stands in a test. */
class EqualSaltHalves {
  public static void main(String[] arguments) throws Exception {
    var algorithm = "PBEWithMD5AndTripleDES";
    var key = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec("key-password".toCharArray()));
    var cipher = Cipher.getInstance(algorithm);
    cipher.init(Cipher.ENCRYPT_MODE, key, new PBEParameterSpec(new byte[] {1, 2, 3, 4, 1, 2, 3, 4}, 1000));
    System.out.println(HexFormat.of().formatHex(cipher.doFinal("Sun's salt quirk".getBytes("UTF-8"))));
  }
}
